# expect: refuted backward
# because: The items are taken over as they are, but an item may be taken twice (a rule of problem-reductions, its issue 521).
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 2}
# witness of the target: {"old(i0)": 2}
reduction SubsetSum -> IntegerKnapsack
  given    x
  labels   old(item : x.item)
  target   item     = { old(i) | i in x.item }
           size     = { old(i) -> s | i -> s in x.size }
           worth    = { old(i) -> s | i -> s in x.size }
           capacity = x.goal
           goal     = x.goal
  forward  S -> copies = { old(i) -> if i in S and x.size[i] > 0 then 1 else 0 | i in x.item }
  backward copies -> S = { i | i in x.item where copies[old(i)] > 0 }
