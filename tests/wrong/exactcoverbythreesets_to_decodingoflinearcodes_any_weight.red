# expect: refuted backward
# because: An element in three chosen sets is odd as well.
# instance: {"universe": ["u0", "u1", "u2"], "index": ["i0", "i1", "i2"], "family": {"i0": ["u0", "u1", "u2"], "i1": ["u0", "u1", "u2"], "i2": ["u0", "u1", "u2"]}}
# witness of the target: ["part(i0)", "part(i1)", "part(i2)"]
reduction ExactCoverByThreeSets -> DecodingOfLinearCodes
  given    x
  labels   part(index : x.index), odd(element : x.universe)
  target   bit      = { part(i) | i in x.index }
           check    = { odd(u) | u in x.universe }
           support  = { odd(u) -> { part(i) | i -> X in x.family where u in X } | u in x.universe }
           syndrome = { odd(u) | u in x.universe }
           k        = |x.index|
  forward  C -> error = { part(i) | i in C }
  backward error -> C = { i | part(i) in error }
