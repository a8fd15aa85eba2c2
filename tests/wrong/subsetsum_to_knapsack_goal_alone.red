# expect: refuted backward
# because: Nothing limits the sum.
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
# witness of the target: ["old(i0)"]
reduction SubsetSum -> Knapsack
  given    x
  labels   old(item : x.item)
  target   item     = { old(i) | i in x.item }
           size     = { old(i) -> s | i -> s in x.size }
           worth    = { old(i) -> s | i -> s in x.size }
           capacity = sum(s | i -> s in x.size)
           goal     = x.goal
  forward  S -> S = { old(i) | i in S }
  backward T -> S = { i | old(i) in T }
