# expect: 10:27 `olld` is not known here as a case of a label `old`
# fix: did you mean `old`?
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | olld(v) in S }
