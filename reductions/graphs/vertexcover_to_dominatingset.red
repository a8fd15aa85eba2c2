reduction VertexCover -> DominatingSet
  "Each edge gets a third vertex, joined to its ends: what dominates it covers the edge. Isolated vertices are left out."
  because  "In a triangle the third vertex dominates no more than an end does, and may be replaced by one."
  cites    GareyJohnson1979 "GT2"
  given    x
  labels   old(vertex : x.G.vertices), third(edge : x.G.edges)
  let      touched = { v | {_, v} in x.G.edges }
  target   G.vertices = { old(v) | v in touched } + { third(e) | e in x.G.edges }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges } + { {old(v), third(e)} | e in x.G.edges, v in e }
           k          = x.k
  forward  C -> S = { old(v) | v in C where v in touched }
  # equivalent mutant: `listed(e)[0]` -> `listed(e)[1]`: either end will do
  backward S -> S = { v | old(v) in S } + { listed(e)[0] | third(e) in S }
  claims   target.n <= n + m
           target.m <= 3*m
           target.b = b
