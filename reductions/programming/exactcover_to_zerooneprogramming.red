reduction ExactCover -> ZeroOneProgramming
  "Two rows per element: at least one of its sets is chosen, and at most one."
  cites    Karp1972
  given    x
  labels   old(index : x.index), covered(element : x.universe), once(element : x.universe)
  let      holding(u) = { i | i in x.index where u in x.family[i] }
  target   variable    = { old(i) | i in x.index }
           row         = { covered(u) | u in x.universe } + { once(u) | u in x.universe }
           coefficient = { covered(u) -> { old(i) -> 1 | i in holding(u) } | u in x.universe }
                         with { once(u) -> { old(i) -> -1 | i in holding(u) } | u in x.universe }
           least       = { covered(u) -> 1 | u in x.universe } with { once(u) -> -1 | u in x.universe }
  forward  C -> S = { old(i) | i in C }
  backward S -> C = { i | old(i) in S }
  claims   target.n = m
           target.m = 2*n
           target.t <= 2*m*n
           target.b <= 1
           target.c <= 1
           parsimonious
