# expect: 8:21 found a set of labels of `G.vertices`, expected a set of labels `old` as the witness `S` of IndependentSet
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = S
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
