# expect: refuted backward
# because: The chosen items may be on either side of a partition; only their side of low adds up to the goal.
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
# witness of the target: ["old(i0)", "high"]
reduction SubsetSum -> Partition
  given    x
  labels   old(item : x.item), low, high
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item } + {low, high}
           size = { old(i) -> x.size[i] | i in x.item }
             with { low -> if x.goal <= total then total - x.goal + 1 else total + x.goal + 2, high -> x.goal + 1 }
  forward  S -> S = { old(i) | i in S } + {low}
  backward S -> S = { i | old(i) in S }
