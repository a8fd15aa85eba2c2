reduction SubsetSum -> CapacityAssignment
  "Two capacities. The large one costs an item's size, and the small one delays by as much; the goal is the bound for the cost."
  because  "What is chosen is at most the goal, and the rest is at most what remains of the total; so both are met with equality."
           "If the goal is beyond the total, one more link costs more than the bound."
  cites    GareyJohnson1979 "SR7"
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
  backward choice -> S = { i | i in x.item where choice[old(i)] = 1 }
  claims   target.n = n + 1
           target.m = 2
           target.t <= 4*n + 4
           target.b <= 2*b + c + 4
           target.c <= b + 2*c + bits(n)
           parsimonious
