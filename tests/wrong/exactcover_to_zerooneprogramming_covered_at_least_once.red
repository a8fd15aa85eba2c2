# expect: refuted backward
# because: A cover that is not exact satisfies every row.
# instance: {"universe": ["u0"], "index": ["i0", "i1"], "family": {"i0": ["u0"], "i1": ["u0"]}}
# witness of the target: ["old(i0)", "old(i1)"]
reduction ExactCover -> ZeroOneProgramming
  given    x
  labels   old(index : x.index), covered(element : x.universe)
  let      holding(u) = { i | i in x.index where u in x.family[i] }
  target   variable    = { old(i) | i in x.index }
           row         = { covered(u) | u in x.universe }
           coefficient = { covered(u) -> { old(i) -> 1 | i in holding(u) } | u in x.universe }
           least       = { covered(u) -> 1 | u in x.universe }
  forward  C -> S = { old(i) | i in C }
  backward S -> C = { i | old(i) in S }
