# expect: refuted backward
# because: There are as many loners as vertices: without a vertex there are no halves that a large k could ask too much of.
# instance: {"G": {"vertices": [], "edges": []}, "k": 1}
# witness of the target: []
reduction SimpleMaxCut -> MinimumBisection
  given    x
  labels   old(vertex : x.G.vertices), loner(vertex : x.G.vertices), here, there
  let      half   = |x.G.vertices|
           loners = { loner(v) | v in x.G.vertices }
           all    = { old(v) | v in x.G.vertices } + loners
  target   G.vertices = all
           G.edges    = { {old(u), old(v)}
                        | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
                        + { {l, w} | l in loners, w in all where l != w }
           k          = half * half - min(x.k, half * half)
  forward  S -> S = { old(v) | v in S } + { loner(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | old(v) in S }
