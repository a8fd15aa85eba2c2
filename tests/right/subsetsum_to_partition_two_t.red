# expect: holds
# because: Fillers 2t - g and t + g may stand together only if all numbers are zero, and then every set adds up to the goal.
# within: n = 2, b = 3, c = 4
# slow: n = 3, b = 3, c = 4
reduction SubsetSum -> Partition
  given    x
  labels   old(item : x.item), low, high
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item } + {low, high}
           size = { old(i) -> x.size[i] | i in x.item }
             with { low -> if x.goal <= total then 2 * total - x.goal else 2 * total + x.goal + 1, high -> total + x.goal }
  forward  S -> S = { old(i) | i in S } + {low}
  backward S -> S = { i | i in x.item where old(i) in S iff low in S }
