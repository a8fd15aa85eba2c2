reduction VertexCover -> SetCover
  given    x
  labels   covered(edge : x.G.edges), star(vertex : x.G.vertices)
  target   universe = { covered(e) | e in x.G.edges }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { covered(e) | e in x.G.edges where v in e } | v in x.G.vertices }
           k        = x.k + 1
  forward  S -> C = { star(v) | v in S }
  backward C -> S = { v | star(v) in C }
