reduction IndependentDominatingSet -> ZeroOneProgramming
  "A row per edge: not both of its ends are chosen. A row per vertex: it is chosen or a neighbour is. One more row: not more than k are."
  cites    GareyJohnson1979 "GT2"
  given    x
  labels   old(vertex : x.G.vertices), apart(edge : x.G.edges), near(vertex : x.G.vertices), few
  target   variable    = { old(v) | v in x.G.vertices }
           row         = { apart(e) | e in x.G.edges } + { near(v) | v in x.G.vertices } + {few}
           coefficient = { apart(e) -> { old(v) -> -1 | v in e } | e in x.G.edges }
                         with { near(v) -> { old(v) -> 1 } with { old(u) -> 1 | u in neighbours(x.G, v) }
                              | v in x.G.vertices }
                         with { few -> { old(v) -> -1 | v in x.G.vertices } }
           least       = { apart(e) -> -1 | e in x.G.edges }
                         with { near(v) -> 1 | v in x.G.vertices }
                         with { few -> -x.k }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   target.n = n
           target.m = n + m + 1
           target.b <= 1
           target.c <= b + 1
           parsimonious
