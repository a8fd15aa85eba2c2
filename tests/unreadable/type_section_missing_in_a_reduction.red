# expect: 3:11 the reduction has no `backward` section
# fix: add one, which begins as `backward T -> S = ...`
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
