# expect: 9:32 `C` is not known here
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  C -> S = {}
  backward S -> S = { v | v in C }
