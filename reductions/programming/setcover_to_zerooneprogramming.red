reduction SetCover -> ZeroOneProgramming
  "A row per element: one of its sets is chosen. One more row: not more than k are."
  cites    Karp1972
  given    x
  labels   old(index : x.index), covered(element : x.universe), few
  target   variable    = { old(i) | i in x.index }
           row         = { covered(u) | u in x.universe } + {few}
           coefficient = { covered(u) -> { old(i) -> 1 | i in x.index where u in x.family[i] } | u in x.universe }
                         with { few -> { old(i) -> -1 | i in x.index } }
           least       = { covered(u) -> 1 | u in x.universe } with { few -> -x.k }
  forward  C -> S = { old(i) | i in C }
  backward S -> C = { i | old(i) in S }
  claims   target.n = m
           target.m = n + 1
           target.t <= m*n + m
           target.b <= 1
           target.c <= b + 1
           parsimonious
