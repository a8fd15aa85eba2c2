# The numbers of a link are those of the capacities, in their order: a larger one costs no less, and delays no more.
problem CapacityAssignment "Capacity assignment (a capacity for each link, within bounds for cost and for delay)"
  cites    GareyJohnson1979 "SR7"
  instance link       : set of labels
           capacity   : seq of nat
           cost       : map from each link to seq of nat
           delay      : map from each link to seq of nat
           most_cost  : nat
           most_delay : nat
  valid    every i in 1 .. |capacity| - 1: capacity[i - 1] < capacity[i]
           every l -> q in cost: |q| = |capacity| and every i in 1 .. |q| - 1: q[i - 1] <= q[i]
           every l -> q in delay: |q| = |capacity| and every i in 1 .. |q| - 1: q[i - 1] >= q[i]
  measures n = |link|
           m = |capacity|
           t = sum(|c| | l -> c in cost) + sum(|d| | l -> d in delay)
           b = max(bits(q) | q in capacity)
               + max(bits(q) | l -> c in cost, q in c)
               + max(bits(q) | l -> d in delay, q in d)
           c = bits(most_cost) + bits(most_delay)
  witness  choice : map from each link to one of positions(capacity)
  accepts  sum(cost[l][choice[l]] | l in link) <= most_cost
           sum(delay[l][choice[l]] | l in link) <= most_delay
