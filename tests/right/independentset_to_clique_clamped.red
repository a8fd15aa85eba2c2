# expect: holds
# because: A clique of more than all vertices is as impossible as one of any larger size.
# within: n = 4, m = 4, b = 3
# slow: n = 5, m = 4, b = 4
reduction IndependentSet -> Clique
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
           k          = min(x.k, |x.G.vertices| + 1)
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   parsimonious
