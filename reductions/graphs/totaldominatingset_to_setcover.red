reduction TotalDominatingSet -> SetCover
  "A set per vertex: its neighbours, without itself."
  because  "Vertices dominate all vertices, each other too, iff their neighbourhoods cover all vertices."
  cites    PfaffLaskarHedetniemi1983
  given    x
  labels   old(vertex : x.G.vertices), around(vertex : x.G.vertices)
  target   universe = { old(v) | v in x.G.vertices }
           index    = { around(v) | v in x.G.vertices }
           family   = { around(v) -> { old(u) | u in x.G.vertices where {u, v} in x.G.edges } | v in x.G.vertices }
           k        = x.k
  forward  S -> C = { around(v) | v in S }
  backward C -> S = { v | around(v) in C }
  claims   target.n = n
           target.m = n
           target.b = b
           parsimonious
