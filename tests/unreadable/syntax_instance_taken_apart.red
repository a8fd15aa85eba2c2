# expect: 4:12 found `(`, expected a name
# fix: give the instance one name, `given x`
reduction VertexCover -> IndependentSet
  given    (G, k)
  target   G = G
           k = k
  forward  S -> T = S
  backward S -> T = S
