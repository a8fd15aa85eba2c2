# expect: refuted backward
# because: Nothing limits the number of sets.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 0}
# witness of the target: ["old(i0)"]
reduction SetCover -> ZeroOneProgramming
  given    x
  labels   old(index : x.index), covered(element : x.universe), few
  target   variable    = { old(i) | i in x.index }
           row         = { covered(u) | u in x.universe } + {few}
           coefficient = { covered(u) -> { old(i) -> 1 | i in x.index where u in x.family[i] } | u in x.universe }
                         with { few -> { old(i) -> -1 | i in x.index } }
           least       = { covered(u) -> 1 | u in x.universe } with { few -> -x.k - |x.index| }
  forward  C -> S = { old(i) | i in C }
  backward S -> C = { i | old(i) in S }
