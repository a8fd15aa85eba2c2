reduction ExactCoverByThreeSets -> DecodingOfLinearCodes
  "A set is a bit, an element an odd check: each is in an odd number of errors. A third of the elements is the weight."
  because  "Each chosen set has three elements:"
             shows forward C -> sum(|x.family[i]| | i in C) = 3 * |C|
           "counted pair by pair"
             shows forward C -> sum(|x.family[i]| | i in C) = (count i in C, u in x.universe: u in x.family[i])
           "or element by element,"
             shows forward C -> sum((count i in C: u in x.family[i]) | u in x.universe)
                                = (count i in C, u in x.universe: u in x.family[i])
           "each is in one."
             shows forward C -> sum((count i in C: u in x.family[i]) | u in x.universe) = |x.universe|
           "Every element is in a chosen set,"
             shows backward error -> every u in x.universe: 1 <= (count i in x.index: part(i) in error and u in x.family[i])
           "and these have three each:"
             shows backward error -> sum(|x.family[i]| | i in x.index where part(i) in error) = 3 * |error|
           "counted pair by pair"
             shows backward error -> sum(|x.family[i]| | i in x.index where part(i) in error)
                                     = (count i in x.index, u in x.universe: part(i) in error and u in x.family[i])
           "or element by element,"
             shows backward error -> sum((count i in x.index: part(i) in error and u in x.family[i]) | u in x.universe)
                                     = (count i in x.index, u in x.universe: part(i) in error and u in x.family[i])
           "there are only as many as cover each element once."
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
