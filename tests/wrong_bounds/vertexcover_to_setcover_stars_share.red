# expect: refuted target.t <= n + m
# because: Each edge lies in two stars.
# at: n = 4, m = 5, b = 0
reduction VertexCover -> SetCover
  given    x
  labels   covered(edge : x.G.edges), star(vertex : x.G.vertices)
  target   universe = { covered(e) | e in x.G.edges }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { covered(e) | e in x.G.edges where v in e } | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { star(v) | v in S }
  backward C -> S = { v | star(v) in C }
  claims   target.t <= n + m
