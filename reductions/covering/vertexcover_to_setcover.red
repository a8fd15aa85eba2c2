reduction VertexCover -> SetCover
  "Cover the edges by stars: one set per vertex, the edges that it ends."
  cites    Karp1972
  given    x
  labels   covered(edge : x.G.edges), star(vertex : x.G.vertices)
  target   universe = { covered(e) | e in x.G.edges }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { covered(e) | e in x.G.edges where v in e } | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { star(v) | v in S }
  backward C -> S = { v | star(v) in C }
  claims   target.n = m
           target.m = n
           target.t <= 2*m
           target.b = b
           parsimonious
