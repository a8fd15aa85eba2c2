reduction Partition -> CapacityAssignment
  "Two capacities. The large one costs an item's size, and the small one delays by as much; half of the total is the bound for both."
  because  "What is chosen is at most half of the total, and so is the rest. Two halves of an odd total, rounded down, are too small."
  cites    GareyJohnson1979 "SR7"
  given    x
  labels   old(item : x.item)
  let      half = sum(x.size[i] | i in x.item) div 2
  target   link       = { old(i) | i in x.item }
           # equivalent mutant: `[1, 2]` -> `[0, 2]`: only the order of the capacities matters
           capacity   = [1, 2]
           cost       = { old(i) -> [0, s] | i -> s in x.size }
           delay      = { old(i) -> [s, 0] | i -> s in x.size }
           most_cost  = half
           most_delay = half
  forward  S -> choice = { old(i) -> if i in S then 1 else 0 | i in x.item }
  backward choice -> S = { i | i in x.item where choice[old(i)] = 1 }
  claims   target.n = n
           target.m = 2
           target.t = 4*n
           target.b <= 2*b + 2
           target.c <= 2*b + 2*bits(n)
           parsimonious
