reduction SubsetSum -> Knapsack
  "Each item is worth its size; capacity and goal coincide."
  because  "What fits into the capacity and is worth as much fills it exactly."
  cites    Karp1972
  given    x
  labels   old(item : x.item)
  target   item     = { old(i) | i in x.item }
           size     = { old(i) -> s | i -> s in x.size }
           worth    = { old(i) -> s | i -> s in x.size }
           capacity = x.goal
           goal     = x.goal
  forward  S -> S = { old(i) | i in S }
  backward T -> S = { i | old(i) in T }
  claims   target.n = n
           target.b <= b
           target.c <= b
           target.d = 2*c
           parsimonious
