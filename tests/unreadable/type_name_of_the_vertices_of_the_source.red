# expect: 6:41 `vertices` is not known here
# fix: did you mean `x.G.vertices`?
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = |x.G.vertices|
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
