# expect: refuted backward
# because: An element may be packed twice.
# instance: {"universe": ["u0"], "index": ["i0", "i1"], "family": {"i0": ["u0"], "i1": ["u0"]}, "k": 0}
# witness of the target: ["old(i0)", "old(i1)"]
reduction SetPacking -> ZeroOneProgramming
  given    x
  labels   old(index : x.index), once(element : x.universe), many
  target   variable    = { old(i) | i in x.index }
           row         = { once(u) | u in x.universe } + {many}
           coefficient = { once(u) -> { old(i) -> -1 | i in x.index where u in x.family[i] } | u in x.universe }
                         with { many -> { old(i) -> 1 | i in x.index } }
           least       = { once(u) -> -2 | u in x.universe } with { many -> x.k }
  forward  P -> S = { old(i) | i in P }
  backward S -> P = { i | old(i) in S }
