# expect: refuted target.b <= b + n
# because: The numbers are multiplied by one of as many digits as their sum.
# at: n = 1, b = 1
reduction Partition -> SubsetSum
  given    x
  labels   old(item : x.item)
  let      total  = sum(x.size[i] | i in x.item)
           factor = 2^bits(total) + 1
  target   item = { old(i) | i in x.item }
           size = { old(i) -> 2 * factor * x.size[i] | i in x.item }
           goal = factor * total
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   target.b <= b + n
