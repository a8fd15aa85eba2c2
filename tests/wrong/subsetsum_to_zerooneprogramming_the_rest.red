# expect: refuted backward
# because: The items that are not chosen need not add up to the goal.
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
# witness of the target: []
reduction SubsetSum -> ZeroOneProgramming
  given    x
  labels   old(item : x.item), enough, fits
  target   variable    = { old(i) | i in x.item }
           row         = {enough, fits}
           coefficient = { enough -> { old(i) -> s | i -> s in x.size }, fits -> { old(i) -> -s | i -> s in x.size } }
           least       = { enough -> x.goal, fits -> -x.goal }
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | i in x.item where old(i) not in S }
