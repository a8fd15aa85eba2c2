# expect: refuted well-formed
# because: n - k is negative when k exceeds the number of vertices.
# instance: {"G": {"vertices": [], "edges": []}, "k": 1}
reduction IndependentSet -> VertexCover
  given    x
  labels   old(vertex : x.G.vertices)
  let      n = |x.G.vertices|
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = n - x.k
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
