reduction ExactCoverByThreeSets -> DecodingOfLinearCodes
  "A set is a bit, an element an odd check: each is in an odd number of errors. A third of the elements is the weight."
  because  "Every element is in a chosen set, and there are only as many sets as cover each element once."
  cites    BerlekampMcElieceVanTilborg1978
  given    x
  labels   part(index : x.index), odd(element : x.universe)
  target   bit      = { part(i) | i in x.index }
           check    = { odd(u) | u in x.universe }
           support  = { odd(u) -> { part(i) | i -> X in x.family where u in X } | u in x.universe }
           syndrome = { odd(u) | u in x.universe }
           k        = |x.universe| div 3
  forward  C -> error = { part(i) | i in C }
  backward error -> C = { i | part(i) in error }
  claims   target.n = m
           target.m = n
           target.t <= t
           target.b <= bits(n)
           parsimonious
