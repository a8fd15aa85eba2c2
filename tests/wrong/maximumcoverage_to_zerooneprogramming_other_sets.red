# expect: refuted backward
# because: The sets that are not chosen are read off.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 0, "d": 0}
# witness of the target: []
reduction MaximumCoverage -> ZeroOneProgramming
  given    x
  labels   old(index : x.index), met(element : x.universe), covered(element : x.universe), few, many
  target   variable    = { old(i) | i in x.index } + { met(u) | u in x.universe }
           row         = { covered(u) | u in x.universe } + {few, many}
           coefficient = { covered(u) -> { old(i) -> 1 | i in x.index where u in x.family[i] } with { met(u) -> -1 }
                         | u in x.universe }
                         with { few -> { old(i) -> -1 | i in x.index }, many -> { met(u) -> 1 | u in x.universe } }
           least       = { covered(u) -> 0 | u in x.universe } with { few -> -x.k, many -> x.d }
  forward  C -> S = { old(i) | i in C } + { met(u) | u in x.universe where some i in C: u in x.family[i] }
  backward S -> C = { i | i in x.index where old(i) not in S }
