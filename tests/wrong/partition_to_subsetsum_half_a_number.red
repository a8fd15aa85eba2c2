# expect: refuted well-formed
# because: Half of an odd total is not a whole number.
# instance: {"item": ["i0"], "size": {"i0": 1}}
reduction Partition -> SubsetSum
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
           goal = total / 2
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
