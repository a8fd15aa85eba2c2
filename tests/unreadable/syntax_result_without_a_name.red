# expect: 8:18 found `}`, expected a name
# fix: name the witness that the map gives: `S -> T = ...`
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G = x.G
           k = x.k
  forward  S -> {}
  backward S -> T = S
