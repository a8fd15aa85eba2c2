# expect: refuted backward
# because: The bits without error are chosen.
# instance: {"universe": ["u0", "u1", "u2"], "index": ["i0"], "family": {"i0": ["u0", "u1", "u2"]}}
# witness of the target: ["part(i0)"]
reduction ExactCoverByThreeSets -> DecodingOfLinearCodes
  given    x
  labels   part(index : x.index), odd(element : x.universe)
  target   bit      = { part(i) | i in x.index }
           check    = { odd(u) | u in x.universe }
           support  = { odd(u) -> { part(i) | i -> X in x.family where u in X } | u in x.universe }
           syndrome = { odd(u) | u in x.universe }
           k        = |x.universe| div 3
  forward  C -> error = { part(i) | i in C }
  backward error -> C = { i | i in x.index where part(i) not in error }
