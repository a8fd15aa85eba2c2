# expect: refuted backward
# because: The image has twice as many witnesses, but those that come back are no witnesses of their own.
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
# witness of the target: ["old(i0)", "high"]
reduction SubsetSum -> Partition
  given    x
  labels   old(item : x.item), low, high
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item } + {low, high}
           size = { old(i) -> x.size[i] | i in x.item }
                  with { low -> if x.goal <= total then total - x.goal + 1 else total + x.goal + 2,
                         high -> x.goal + 1 }
  forward  S -> S = { old(i) | i in S } + {low}
  backward S -> S = { i | i in x.item where old(i) in S }
  claims   counts: #target = 2*#source
