# expect: 9:51 a label `old` and a label `new` are compared: they are never equal
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices), new
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) = new }
