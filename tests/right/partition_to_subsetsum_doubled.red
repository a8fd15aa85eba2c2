# expect: holds
# because: Odd totals need no case: twice a sum of sizes is never an odd total.
# within: n = 3, b = 3
# slow: n = 4, b = 3
reduction Partition -> SubsetSum
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> 2 * x.size[i] | i in x.item }
           goal = total
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   parsimonious
