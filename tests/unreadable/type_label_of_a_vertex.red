# expect: 5:18 `vertex` is no kind of argument
# fix: a kind is `x.G.vertices`, `x.G.edges`, `position`, `number`
reduction VertexCover -> IndependentSet
  given    x
  labels   f(v : vertex)
  target   G.vertices = { f(v) | v in x.G.vertices }
           G.edges    = {}
           k          = x.k
  forward  S -> T = {}
  backward S -> T = {}
