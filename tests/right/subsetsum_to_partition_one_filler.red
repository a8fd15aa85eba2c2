# expect: holds
# because: One filler |t - 2g| suffices, also for g > t: it is then larger than all items. It stands with the chosen items iff t >= 2g.
# within: n = 2, b = 3, c = 4
# slow: n = 3, b = 3, c = 4
reduction SubsetSum -> Partition
  given    x
  labels   old(item : x.item), low
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item } + {low}
           size = { old(i) -> x.size[i] | i in x.item }
             with { low -> max(total - 2 * x.goal, 2 * x.goal - total) }
  forward  S -> S = if total >= 2 * x.goal then { old(i) | i in S } + {low} else { old(i) | i in S }
  backward S -> S = { i | i in x.item where (old(i) in S iff low in S) iff total >= 2 * x.goal }
  claims   target.n = n + 1
           counts: #target = 2 * #source
