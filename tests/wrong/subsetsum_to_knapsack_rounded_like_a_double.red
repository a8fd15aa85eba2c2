# expect: refuted backward
# because: From 2^53 on, odd numbers are rounded to even ones, as binary floating point does.
# beyond: n = 1, b = 54, c = 54
reduction SubsetSum -> Knapsack
  given    x
  labels   old(item : x.item)
  target   item     = { old(i) | i in x.item }
           size     = { old(i) -> if s < 2^53 then s else 2 * (s div 2) | i -> s in x.size }
           worth    = { old(i) -> if s < 2^53 then s else 2 * (s div 2) | i -> s in x.size }
           capacity = x.goal
           goal     = x.goal
  forward  S -> S = { old(i) | i in S }
  backward T -> S = { i | old(i) in T }
  claims   target.n = n
           target.b <= b
           target.c <= b
           target.d = 2*c
           parsimonious
