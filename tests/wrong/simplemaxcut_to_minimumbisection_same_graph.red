# expect: refuted backward
# because: The loners stand beside the graph itself, without the complement.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 1}
# witness of the target: ["old(v0)", "loner(v0)", "loner(v1)"]
reduction SimpleMaxCut -> MinimumBisection
  given    x
  labels   old(vertex : x.G.vertices), loner(vertex : x.G.vertices), here, there
  let      half   = |x.G.vertices| + 1
           loners = { loner(v) | v in x.G.vertices } + {here, there}
           all    = { old(v) | v in x.G.vertices } + loners
  target   G.vertices = all
           G.edges    = { {old(u), old(v)}
                        | {u, v} in x.G.edges }
                        + { {l, w} | l in loners, w in all where l != w }
           k          = half * half - min(x.k, half * half)
  forward  S -> S = { old(v) | v in S } + { loner(v) | v in x.G.vertices where v not in S } + {here}
  backward S -> S = { v | old(v) in S }
