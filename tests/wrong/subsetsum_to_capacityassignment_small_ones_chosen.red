# expect: refuted backward
# because: The small capacity is the one of what is left.
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
# witness of the target: {"old(i0)": 0, "spare": 1}
reduction SubsetSum -> CapacityAssignment
  given    x
  labels   old(item : x.item), spare
  let      total = sum(x.size[i] | i in x.item)
           extra = if x.goal <= total then 0 else x.goal + 1
  target   link       = { old(i) | i in x.item } + {spare}
           capacity   = [1, 2]
           cost       = { old(i) -> [0, s] | i -> s in x.size } with { spare -> [extra, extra] }
           delay      = { old(i) -> [s, 0] | i -> s in x.size } with { spare -> [1, 0] }
           most_cost  = x.goal
           most_delay = max(0, total - x.goal)
  forward  S -> choice = { old(i) -> if i in S then 1 else 0 | i in x.item } with { spare -> 1 }
  backward choice -> S = { i | i in x.item where choice[old(i)] = 0 }
