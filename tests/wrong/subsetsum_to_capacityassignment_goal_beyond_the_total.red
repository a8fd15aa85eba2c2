# expect: refuted backward
# because: A goal beyond the total leaves no delay, so all is chosen (a rule that problem-reductions withdrew: issue 1006).
# instance: {"item": [], "size": {}, "goal": 1}
# witness of the target: {"spare": 1}
reduction SubsetSum -> CapacityAssignment
  given    x
  labels   old(item : x.item), spare
  let      total = sum(x.size[i] | i in x.item)
  target   link       = { old(i) | i in x.item } + {spare}
           capacity   = [1, 2]
           cost       = { old(i) -> [0, s] | i -> s in x.size } with { spare -> [0, 0] }
           delay      = { old(i) -> [s, 0] | i -> s in x.size } with { spare -> [1, 0] }
           most_cost  = x.goal
           most_delay = max(0, total - x.goal)
  forward  S -> choice = { old(i) -> if i in S then 1 else 0 | i in x.item } with { spare -> 1 }
  backward choice -> S = { i | i in x.item where choice[old(i)] = 1 }
