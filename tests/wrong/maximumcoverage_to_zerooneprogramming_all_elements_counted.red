# expect: refuted forward
# because: Every element is counted.
# instance: {"universe": ["u0"], "index": [], "family": {}, "k": 0, "d": 0}
# witness of the source: []
reduction MaximumCoverage -> ZeroOneProgramming
  given    x
  labels   old(index : x.index), met(element : x.universe), covered(element : x.universe), few, many
  target   variable    = { old(i) | i in x.index } + { met(u) | u in x.universe }
           row         = { covered(u) | u in x.universe } + {few, many}
           coefficient = { covered(u) -> { old(i) -> 1 | i in x.index where u in x.family[i] } with { met(u) -> -1 }
                         | u in x.universe }
                         with { few -> { old(i) -> -1 | i in x.index }, many -> { met(u) -> 1 | u in x.universe } }
           least       = { covered(u) -> 0 | u in x.universe } with { few -> -x.k, many -> x.d }
  forward  C -> S = { old(i) | i in C } + { met(u) | u in x.universe }
  backward S -> C = { i | old(i) in S }
