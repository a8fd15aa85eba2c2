# expect: refuted forward
# because: The filler is at most 1000.
# within: n = 1, b = 10, c = 0
# instance: {"item": ["a"], "size": {"a": 1001}, "goal": 0}
# witness of the source: []
reduction SubsetSum -> Partition
  given    x
  labels   old(item : x.item), filler
  let      total = sum(x.size[i] | i in x.item)
           joins = 2 * x.goal <= total
  target   item = { old(i) | i in x.item } + {filler}
           size = { old(i) -> x.size[i] | i in x.item } with { filler -> min(abs(total - 2 * x.goal), 1000) }
  forward  S -> S = { old(i) | i in S } + (if joins then {filler} else {})
  backward S -> S = { i | i in x.item where (old(i) in S iff filler in S) iff joins }
