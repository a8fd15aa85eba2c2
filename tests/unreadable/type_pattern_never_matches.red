# expect: 9:27 this pattern never matches: the value is a label `old`
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices), new(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | new(v) in S }
