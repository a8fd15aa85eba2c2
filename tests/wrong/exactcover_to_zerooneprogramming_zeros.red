# expect: refuted backward
# because: The variables that are 0 are taken for the cover.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": ["u0"]}}
# witness of the target: ["old(i0)"]
reduction ExactCover -> ZeroOneProgramming
  given    x
  labels   old(index : x.index), covered(element : x.universe), once(element : x.universe)
  let      holding(u) = { i | i in x.index where u in x.family[i] }
  target   variable    = { old(i) | i in x.index }
           row         = { covered(u) | u in x.universe } + { once(u) | u in x.universe }
           coefficient = { covered(u) -> { old(i) -> 1 | i in holding(u) } | u in x.universe }
                         with { once(u) -> { old(i) -> -1 | i in holding(u) } | u in x.universe }
           least       = { covered(u) -> 1 | u in x.universe } with { once(u) -> -1 | u in x.universe }
  forward  C -> S = { old(i) | i in C }
  backward S -> C = { i | i in x.index where old(i) not in S }
