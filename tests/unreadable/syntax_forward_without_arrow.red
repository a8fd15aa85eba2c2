# expect: 8:14 found `=`, expected `->`
# fix: forward a -> S = ...
reduction IndependentSet -> VertexCover
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           k          = 0
  forward  S = { old(v) | v in S }
