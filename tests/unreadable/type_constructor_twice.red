# expect: 4:40 the constructor `old` is declared twice
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices), old
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
