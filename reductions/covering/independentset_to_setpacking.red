reduction IndependentSet -> SetPacking
  "One set per vertex, the edges that it ends: vertices are independent iff their sets are disjoint."
  because  "Isolated vertices have empty sets, disjoint from all others and, as members of an indexed family, from each other."
  cites    Karp1972
  given    x
  labels   covered(edge : x.G.edges), star(vertex : x.G.vertices)
  target   universe = { covered(e) | e in x.G.edges }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { covered(e) | e in x.G.edges where v in e } | v in x.G.vertices }
           k        = x.k
  forward  S -> P = { star(v) | v in S }
  backward P -> S = { v | star(v) in P }
  claims   target.n = m
           target.m = n
           target.t <= 2*m
           target.b = b
           parsimonious
