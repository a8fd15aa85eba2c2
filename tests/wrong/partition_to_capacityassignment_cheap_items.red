# expect: refuted backward
# because: The items of the large capacity are read as those of the first position, which is not a capacity.
# instance: {"item": ["i0", "i1"], "size": {"i0": 1, "i1": 1}}
# witness of the target: {"old(i0)": 1, "old(i1)": 0}
reduction Partition -> CapacityAssignment
  given    x
  labels   old(item : x.item)
  let      half = sum(x.size[i] | i in x.item) div 2
  target   link       = { old(i) | i in x.item }
           capacity   = [1, 2]
           cost       = { old(i) -> [0, s] | i -> s in x.size }
           delay      = { old(i) -> [s, 0] | i -> s in x.size }
           most_cost  = half
           most_delay = half
  forward  S -> choice = { old(i) -> if i in S then 1 else 0 | i in x.item }
  backward choice -> S = { i | i in x.item where choice[old(i)] >= 0 }
