reduction VertexCover -> FeedbackVertexSet
  "Each edge gets a third vertex, which makes a triangle: what meets every triangle covers the edges."
  because  "A triangle of which nothing is met is a cycle."
             shows backward S -> every e in x.G.edges: third(e) in S or (some v in e: old(v) in S)
           "Without a cover's vertices no edge of the graph is left, and a third vertex has at most one neighbour."
           "A third vertex meets one triangle only, and may be replaced by either end."
  cites    GareyJohnson1979 "GT7"
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  target   G.vertices = { old(v) | v in x.G.vertices } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
                        + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  # equivalent mutant: `listed(e)[0]` -> `listed(e)[1]`: either end will do
  backward S -> S = { v | old(v) in S } + { listed(e)[0] | third(e) in S }
  claims   target.n = n + m
           target.m <= 3*m
           target.b = b
