reduction SetPacking -> ZeroOneProgramming
  "A row per element: not more than one of its sets is chosen. One more row: at least k are."
  cites    Karp1972
  given    x
  labels   old(index : x.index), once(element : x.universe), many
  target   variable    = { old(i) | i in x.index }
           row         = { once(u) | u in x.universe } + {many}
           coefficient = { once(u) -> { old(i) -> -1 | i in x.index where u in x.family[i] } | u in x.universe }
                         with { many -> { old(i) -> 1 | i in x.index } }
           least       = { once(u) -> -1 | u in x.universe } with { many -> x.k }
  forward  P -> S = { old(i) | i in P }
  backward S -> P = { i | old(i) in S }
  claims   target.n = m
           target.m = n + 1
           target.t <= m*n + m
           target.b <= 1
           target.c <= b + 1
           parsimonious
