# expect: refuted forward
# because: The loners of the vertices that are chosen are on the same side.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the source: []
reduction SimpleMaxCut -> MinimumBisection
  given    x
  labels   old(vertex : x.G.vertices), loner(vertex : x.G.vertices), here, there
  let      half   = |x.G.vertices| + 1
           loners = { loner(v) | v in x.G.vertices } + {here, there}
           all    = { old(v) | v in x.G.vertices } + loners
  target   G.vertices = all
           G.edges    = { {old(u), old(v)}
                        | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
                        + { {l, w} | l in loners, w in all where l != w }
           k          = half * half - min(x.k, half * half)
  forward  S -> S = { old(v) | v in S } + { loner(v) | v in S } + {here}
  backward S -> S = { v | old(v) in S }
