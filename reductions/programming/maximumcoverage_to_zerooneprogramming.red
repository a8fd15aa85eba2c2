reduction MaximumCoverage -> ZeroOneProgramming
  "A variable for each set and each element. An element counts only if one of its sets is chosen; not more than k sets are, and at least d elements count."
  cites    CornuejolsNemhauserWolsey1990
  given    x
  labels   old(index : x.index), met(element : x.universe), covered(element : x.universe), few, many
  target   variable    = { old(i) | i in x.index } + { met(u) | u in x.universe }
           row         = { covered(u) | u in x.universe } + {few, many}
           coefficient = { covered(u) -> { old(i) -> 1 | i in x.index where u in x.family[i] } with { met(u) -> -1 }
                         | u in x.universe }
                         with { few -> { old(i) -> -1 | i in x.index }, many -> { met(u) -> 1 | u in x.universe } }
           least       = { covered(u) -> 0 | u in x.universe } with { few -> -x.k, many -> x.d }
  forward  C -> S = { old(i) | i in C } + { met(u) | u in x.universe where some i in C: u in x.family[i] }
  backward S -> C = { i | old(i) in S }
  claims   target.n = n + m
           target.m = n + 2
           target.t <= n*m + 2*n + m
           target.b <= 1
           target.c <= b + c + 1
