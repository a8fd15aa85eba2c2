reduction VertexCover -> SetCover
  given    x
  labels   covered(edge : x.G.edges), star(vertex : x.G.vertices)
  target   universe = { covered(e) | e in x.G.edges }
           index    = { star(v) | {_, v} in x.G.edges }
           family   = { star(v) -> { covered(e) | e in x.G.edges where v in e } | v in { w | {_, w} in x.G.edges } }
           k        = x.k
  forward  S -> C = { star(v) | v in S }
  backward C -> S = { v | star(v) in C }
