reduction Knapsack -> ZeroOneProgramming
  "Two rows: what is chosen fits, and it is worth enough."
  cites    Karp1972
  given    x
  labels   old(item : x.item), fits, worth
  target   variable    = { old(i) | i in x.item }
           row         = {fits, worth}
           coefficient = { fits -> { old(i) -> -s | i -> s in x.size }, worth -> { old(i) -> w | i -> w in x.worth } }
           least       = { fits -> -x.capacity, worth -> x.goal }
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   target.n = n
           target.m = 2
           target.t = 2*n
           target.b <= b + c
           target.c <= d
           parsimonious
