# expect: refuted forward
# because: The vertices are to be covered instead of the edges: an isolated vertex is in no edge, yet needs a set.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 0}
# witness of the source: []
reduction VertexCover -> SetCover
  given    x
  labels   covered(vertex : x.G.vertices), star(vertex : x.G.vertices)
  target   universe = { covered(v) | v in x.G.vertices }
           index    = { star(v) | v in x.G.vertices }
           family   = { star(v) -> { covered(u) | u in x.G.vertices where u = v or {u, v} in x.G.edges } | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { star(v) | v in S }
  backward C -> S = { v | star(v) in C }
