reduction VertexCover -> OddCycleTransversal
  "Each edge gets a third vertex, which makes a triangle: what meets every triangle covers the edges."
  because  "Two sides have no room for a triangle."
           "Without a cover's vertices no two others are joined: they are on the left, and all third vertices on the right."
           "A third vertex meets one triangle only, and may be replaced by either end."
  cites    LewisYannakakis1980
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  target   G.vertices = { old(v) | v in x.G.vertices } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
                left = { old(v) | v in x.G.vertices }
  # equivalent mutant: `listed(e)[0]` -> `listed(e)[1]`: either end will do
  backward (S, _) -> S = { v | old(v) in S } + { listed(e)[0] | third(e) in S }
  claims   target.n = n + m
           target.m <= 3*m
           target.b = b
