reduction SubsetSum -> Partition
  given    x
  labels   old(item : x.item), low, high
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item } + {low, high}
           size = { old(i) -> x.size[i] | i in x.item }
             with { low -> total - x.goal + 1, high -> x.goal + 1 }
  forward  S -> S = { old(i) | i in S } + {low}
  backward S -> S = { i | i in x.item where old(i) in S iff low in S }
