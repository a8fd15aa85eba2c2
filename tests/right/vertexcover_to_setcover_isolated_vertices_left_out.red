# expect: holds
# because: Isolated vertices cover nothing: they get no set, and the cover that is handed on leaves them out.
# within: n = 4, m = 4, b = 3
# slow: n = 5, m = 4, b = 4
reduction VertexCover -> SetCover
  given    x
  labels   covered(edge : x.G.edges), star(vertex : x.G.vertices)
  target   universe = { covered(e) | e in x.G.edges }
           index    = { star(v) | {_, v} in x.G.edges }
           family   = { star(v) -> { covered(e) | e in x.G.edges where v in e } | v in { w | {_, w} in x.G.edges } }
           k        = x.k
  forward  S -> C = { star(v) | v in S where some e in x.G.edges: v in e }
  backward C -> S = { v | star(v) in C }
