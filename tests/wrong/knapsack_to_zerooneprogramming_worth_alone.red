# expect: refuted backward
# because: Nothing limits what is packed.
# instance: {"item": ["i0"], "size": {"i0": 1}, "worth": {"i0": 0}, "capacity": 0, "goal": 0}
# witness of the target: ["old(i0)"]
reduction Knapsack -> ZeroOneProgramming
  given    x
  labels   old(item : x.item), fits, worth
  target   variable    = { old(i) | i in x.item }
           row         = {fits, worth}
           coefficient = { fits -> { old(i) -> -s | i -> s in x.size }, worth -> { old(i) -> w | i -> w in x.worth } }
           least       = { fits -> -x.capacity - sum(s | i -> s in x.size), worth -> x.goal }
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
