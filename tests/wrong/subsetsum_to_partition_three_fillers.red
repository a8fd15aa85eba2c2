# expect: refuted counts
# because: An item of size 0 may be on either side.
# instance: {"item": [], "size": {}, "goal": 0}
reduction SubsetSum -> Partition
  given    x
  labels   old(item : x.item), low, high, nothing
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item } + {low, high, nothing}
           size = { old(i) -> x.size[i] | i in x.item }
                  with { low -> if x.goal <= total then total - x.goal + 1 else total + x.goal + 2,
                         high -> x.goal + 1,
                         nothing -> 0 }
  forward  S -> S = { old(i) | i in S } + {low}
  backward S -> S = { i | i in x.item where old(i) in S iff low in S }
  claims   counts: #target = 2*#source
