# expect: holds
# because: Whatever k above the number of vertices is taken for the number itself: every set is small enough.
# within: n = 4, m = 4, b = 3
# slow: n = 5, m = 4, b = 4
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  let      n = |x.G.vertices|
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = n - min(x.k, n)
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
  claims   parsimonious
