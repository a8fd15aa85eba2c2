reduction MinimumTestCollection -> SetCover
  "A test covers the pairs of diagnoses that it tells apart."
  cites    GareyJohnson1979 "SP6"
  given    x
  labels   pair(first : x.universe, second : x.universe), part(index : x.index)
  let      pairs = { (u, v) | i -> u in listed(x.universe), j -> v in listed(x.universe) where i < j }
  target   universe = { pair(u, v) | (u, v) in pairs }
           index    = { part(i) | i in x.index }
           family   = { part(i) -> { pair(u, v) | (u, v) in pairs where not (u in X iff v in X) } | i -> X in x.family }
           k        = x.k
  forward  C -> C = { part(i) | i in C }
  backward C -> C = { i | part(i) in C }
  claims   target.n = n*(n - 1)/2
           target.m = m
           target.b = b
           parsimonious
