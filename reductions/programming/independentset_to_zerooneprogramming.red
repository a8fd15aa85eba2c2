reduction IndependentSet -> ZeroOneProgramming
  "A row per edge: not both of its ends are chosen. One more row: at least k are."
  cites    Karp1972
  given    x
  labels   old(vertex : x.G.vertices), apart(edge : x.G.edges), many
  target   variable    = { old(v) | v in x.G.vertices }
           row         = { apart(e) | e in x.G.edges } + {many}
           coefficient = { apart(e) -> { old(v) -> -1 | v in e } | e in x.G.edges }
                         with { many -> { old(v) -> 1 | v in x.G.vertices } }
           least       = { apart(e) -> -1 | e in x.G.edges } with { many -> x.k }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   target.n = n
           target.m = m + 1
           target.t <= n + 2*m
           target.b <= 1
           target.c <= b + 1
           parsimonious
