reduction SubsetSum -> ZeroOneProgramming
  "Two rows: what is chosen is at least the goal, and at most."
  cites    Karp1972
  given    x
  labels   old(item : x.item), enough, fits
  target   variable    = { old(i) | i in x.item }
           row         = {enough, fits}
           coefficient = { enough -> { old(i) -> s | i -> s in x.size }, fits -> { old(i) -> -s | i -> s in x.size } }
           least       = { enough -> x.goal, fits -> -x.goal }
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   target.n = n
           target.m = 2
           target.t = 2*n
           target.b <= b
           target.c <= c
           parsimonious
