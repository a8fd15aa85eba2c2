reduction IndependentSet -> Clique
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
