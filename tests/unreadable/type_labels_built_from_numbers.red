# expect: 5:25 expected the set of labels `G.vertices`
# fix: declare a constructor under `labels` and build them with it
reduction VertexCover -> IndependentSet
  given    x
  target   G.vertices = { i | i in 1 .. |x.G.vertices| }
           G.edges    = {}
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = {}
  backward S -> S = {}
