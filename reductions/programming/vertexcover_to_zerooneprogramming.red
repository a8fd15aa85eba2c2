reduction VertexCover -> ZeroOneProgramming
  "A row per edge: one of its ends is chosen. One more row: not more than k are."
  cites    Karp1972
  given    x
  labels   old(vertex : x.G.vertices), covered(edge : x.G.edges), few
  target   variable    = { old(v) | v in x.G.vertices }
           row         = { covered(e) | e in x.G.edges } + {few}
           coefficient = { covered(e) -> { old(v) -> 1 | v in e } | e in x.G.edges }
                         with { few -> { old(v) -> -1 | v in x.G.vertices } }
           least       = { covered(e) -> 1 | e in x.G.edges } with { few -> -x.k }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   target.n = n
           target.m = m + 1
           target.t <= n + 2*m
           target.b <= 1
           target.c <= b + 1
           parsimonious
