# expect: refuted backward
# because: The variables that are 0 are taken for the packing.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 1}
# witness of the target: ["old(i0)"]
reduction SetPacking -> ZeroOneProgramming
  given    x
  labels   old(index : x.index), once(element : x.universe), many
  target   variable    = { old(i) | i in x.index }
           row         = { once(u) | u in x.universe } + {many}
           coefficient = { once(u) -> { old(i) -> -1 | i in x.index where u in x.family[i] } | u in x.universe }
                         with { many -> { old(i) -> 1 | i in x.index } }
           least       = { once(u) -> -1 | u in x.universe } with { many -> x.k }
  forward  P -> S = { old(i) | i in P }
  backward S -> P = { i | i in x.index where old(i) not in S }
