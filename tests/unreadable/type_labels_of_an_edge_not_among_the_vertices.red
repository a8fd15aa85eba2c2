# expect: 6:25 found a set of sets of labels `new` or `old`, expected a set of edges (pairs of labels `old`) as the target field `G.edges`
reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices), new(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), new(v)} | {u, v} in x.G.edges }
           k          = min(x.k, |x.G.vertices|)
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
