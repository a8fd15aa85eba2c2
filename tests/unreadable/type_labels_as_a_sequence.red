# expect: 6:25 found a sequence of labels `old`, expected the set of labels `G.vertices`
# fix: make it a set: `{ x | x in ... }`
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = [ old(v) | v in listed(x.G.vertices) ]
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
