reduction VertexCover -> SetCover
  given    x
  labels   covered(vertex : x.G.vertices), star(vertex : x.G.vertices)
  target   universe = { covered(v) | v in x.G.vertices }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { covered(u) | u in x.G.vertices where u = v or {u, v} in x.G.edges } | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { star(v) | v in S }
  backward C -> S = { v | star(v) in C }
