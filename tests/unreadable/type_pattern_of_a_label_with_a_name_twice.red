# expect: 9:35 twice
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices), pair(left : x.G.vertices, right : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices } + { pair(v, v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | pair(v, v) in S }
