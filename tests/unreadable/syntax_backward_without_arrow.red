# expect: 8:14 found `=`, expected `->`
# fix: backward S -> a = ...
reduction IndependentSet -> VertexCover
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           k          = 0
  backward S = { v | v in S }
