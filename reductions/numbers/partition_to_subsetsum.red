reduction Partition -> SubsetSum
  "The goal is half of the total. An odd total has no half: the goal is then out of reach."
  cites    Karp1972
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
           # equivalent mutant: `total + 1` -> `total + 2`: no sum exceeds the total
           goal = if total mod 2 = 0 then total div 2 else total + 1
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   target.n = n
           target.b = b
           target.c <= b + bits(n) + 1
           parsimonious
