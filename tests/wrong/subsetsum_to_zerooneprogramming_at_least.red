# expect: refuted backward
# because: More than the goal is not excluded.
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
# witness of the target: ["old(i0)"]
reduction SubsetSum -> ZeroOneProgramming
  given    x
  labels   old(item : x.item), enough, fits
  target   variable    = { old(i) | i in x.item }
           row         = {enough, fits}
           coefficient = { enough -> { old(i) -> s | i -> s in x.size }, fits -> { old(i) -> -s | i -> s in x.size } }
           least       = { enough -> x.goal, fits -> -x.goal - 1 }
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
