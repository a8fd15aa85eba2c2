reduction SubsetSum -> IntegerKnapsack
  "Two numbers for each item, to take it or to leave it; each is 1, a power of two, and the item's size or 0, one behind the other."
  because  "The first parts say that there are n copies, the second that their powers of two add up to all powers: each occurs once."
           "No part is carried into another: n copies, with n times the largest power and n times the largest size, are too small for that."
  cites    Lueker1975
  given    x
  labels   take(item : x.item), leave(item : x.item)
  let      n     = |x.item|
           place = n * sum(x.size[i] | i in x.item) + x.goal + 1
           # equivalent mutant: `(n + 1)` -> `(n)`: n copies of the largest power are half of that
           # equivalent mutant: `(n + 1)` -> `(n - 1)`: n copies of the largest power are no more, and one item has one place
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
  backward copies -> S = { i | i in x.item where copies[take(i)] > 0 }
  claims   target.n = 2*n
           parsimonious
