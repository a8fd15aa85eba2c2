# expect: refuted backward
# because: The clique is forgotten.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 0}
# witness of the target: ["old(v0)", "hub(v0)", "hub(v1)"]
reduction Clique -> HalfSizeClique
  given    x
  labels   old(vertex : x.G.vertices), hub(vertex : x.G.vertices), top, loner(number : position)
  let      goal   = min(x.k, |x.G.vertices| + 1)
           hubs   = { hub(v) | v in x.G.vertices } + {top}
           joined = { old(v) | v in x.G.vertices } + hubs
  target   G.vertices = joined + { loner(i) | i in 0 .. 2 * goal }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
                        + { {h, w} | h in hubs, w in joined where h != w }
  forward  S -> S = { old(v) | v in S } + hubs
  backward S -> S = { v | v in x.G.vertices where hub(v) in S }
