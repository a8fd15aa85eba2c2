# expect: refuted backward
# because: Half of an odd total, rounded up, holds more than half.
# instance: {"item": ["i0"], "size": {"i0": 1}}
# witness of the target: {"old(i0)": 0}
reduction Partition -> CapacityAssignment
  given    x
  labels   old(item : x.item)
  let      half = sum(x.size[i] | i in x.item) div 2 + 1
  target   link       = { old(i) | i in x.item }
           capacity   = [1, 2]
           cost       = { old(i) -> [0, s] | i -> s in x.size }
           delay      = { old(i) -> [s, 0] | i -> s in x.size }
           most_cost  = half
           most_delay = half
  forward  S -> choice = { old(i) -> if i in S then 1 else 0 | i in x.item }
  backward choice -> S = { i | i in x.item where choice[old(i)] = 1 }
