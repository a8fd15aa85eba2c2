# expect: 9:12 VertexCover has witnesses: name the one that is mapped
# fix: `S -> ...`
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  none -> S = {}
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
