# expect: refuted target.value(goal) <= 8*2^b
# because: The goal for an odd total grows with the number of items: nine of 2^b - 1 are more than eight of 2^b.
# beyond: n = 9, b = 32
reduction Partition -> SubsetSum
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
           goal = if total mod 2 = 0 then total div 2 else total + 1
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   target.value(goal) <= 8*2^b
