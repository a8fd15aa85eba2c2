# expect: refuted backward
# because: With powers of 2, two of the last item have the power of one more than all items have, and the copies that are saved pay for it.
# beyond: n = 4, b = 1, c = 2
reduction SubsetSum -> IntegerKnapsack
  given    x
  labels   take(item : x.item), leave(item : x.item)
  let      n     = |x.item|
           base  = 2
           place = { i -> base^a | a -> i in listed(x.item) }
           all   = sum(place[i] | i in x.item)
           above = 2^bits(base * all + n)
  target   item     = { take(i) | i in x.item } + { leave(i) | i in x.item }
           size     = { take(i) -> above * x.size[i] + base * place[i] + 1 | i in x.item }
                      with { leave(i) -> base * place[i] + 1 | i in x.item }
           worth    = { take(i) -> above * x.size[i] + place[i] | i in x.item }
                      with { leave(i) -> place[i] | i in x.item }
           capacity = above * x.goal + base * all + n
           goal     = above * x.goal + all
  forward  S -> copies = { take(i) -> if i in S then 1 else 0 | i in x.item }
                         with { leave(i) -> if i in S then 0 else 1 | i in x.item }
  backward copies -> S = { i | i in x.item where copies[take(i)] > 0 }
