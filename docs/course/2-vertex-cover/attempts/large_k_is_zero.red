reduction IndependentSet -> VertexCover
  given    x
  labels   old(vertex : x.G.vertices)
  let      n = |x.G.vertices|
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = if x.k <= n then n - x.k else 0
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
