# expect: refuted backward
# because: Half of an odd total is rounded down.
# instance: {"item": ["i0"], "size": {"i0": 1}}
# witness of the target: []
reduction Partition -> SubsetSum
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
           goal = total div 2
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
