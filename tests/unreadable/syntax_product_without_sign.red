# expect: 8:24 found `3m`
# fix: 3 * m
reduction IndependentSet -> VertexCover
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           k          = 0
  claims   target.n <= 3m
