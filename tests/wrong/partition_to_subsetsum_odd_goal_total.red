# expect: refuted backward
# because: An odd total is sent to a goal that all items together reach.
# instance: {"item": ["i0"], "size": {"i0": 1}}
# witness of the target: ["old(i0)"]
reduction Partition -> SubsetSum
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
           goal = if total mod 2 = 0 then total div 2 else total
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
