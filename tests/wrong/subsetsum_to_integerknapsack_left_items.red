# expect: refuted backward
# because: The items that are left are read as taken.
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
# witness of the target: {"take(i0)": 0, "leave(i0)": 1}
reduction SubsetSum -> IntegerKnapsack
  given    x
  labels   take(item : x.item), leave(item : x.item)
  let      n     = |x.item|
           place = n * sum(x.size[i] | i in x.item) + x.goal + 1
           copy  = place * (n + 1) * 2^n
           all   = n * copy + place * (2^n - 1) + x.goal
           value = { take(i) -> copy + place * 2^a + x.size[i] | a -> i in listed(x.item) }
                   with { leave(i) -> copy + place * 2^a | a -> i in listed(x.item) }
  target   item     = { take(i) | i in x.item } + { leave(i) | i in x.item }
           size     = value
           worth    = value
           capacity = all
           goal     = all
  forward  S -> copies = { take(i) -> if i in S then 1 else 0 | i in x.item }
                         with { leave(i) -> if i in S then 0 else 1 | i in x.item }
  backward copies -> S = { i | i in x.item where copies[leave(i)] > 0 }
