reduction IndependentSet -> MaximumDissociationSet
  "Each vertex gets a neighbour of its own: all of these, and an independent set."
  because  "Where a vertex and its own neighbour are both taken, no other neighbour is; and n + k vertices are both for k of them."
  cites    Yannakakis1981
  given    x
  labels   old(vertex : x.G.vertices), tip(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices } + { tip(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), tip(v)} | v in x.G.vertices }
           k          = x.k + |x.G.vertices|
  forward  S -> S = { old(v) | v in S } + { tip(v) | v in x.G.vertices }
  backward S -> S = { v | v in x.G.vertices where old(v) in S and tip(v) in S }
  claims   target.n = 2*n
           target.m <= m + n
           target.b <= b + bits(n)
