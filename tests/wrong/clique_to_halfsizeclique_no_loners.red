# expect: refuted backward
# because: Without loners, the hubs are half of everything.
# instance: {"G": {"vertices": [], "edges": []}, "k": 1}
# witness of the target: ["top"]
reduction Clique -> HalfSizeClique
  given    x
  labels   old(vertex : x.G.vertices), hub(vertex : x.G.vertices), top
  let      goal   = min(x.k, |x.G.vertices| + 1)
           hubs   = { hub(v) | v in x.G.vertices } + {top}
           joined = { old(v) | v in x.G.vertices } + hubs
  target   G.vertices = joined
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
                        + { {h, w} | h in hubs, w in joined where h != w }
  forward  S -> S = { old(v) | v in S } + hubs
  backward S -> S = { v | old(v) in S }
