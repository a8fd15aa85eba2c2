reduction SetCover -> MaximumCoverage
  "A cover covers as many elements as there are."
  cites    MegiddoZemelHakimi1983
  given    x
  labels   old(element : x.universe), part(index : x.index)
  target   universe = { old(e) | e in x.universe }
           index    = { part(i) | i in x.index }
           family   = { part(i) -> { old(e) | e in X } | i -> X in x.family }
           k        = x.k
           d        = |x.universe|
  forward  C -> C = { part(i) | i in C }
  backward C -> C = { i | part(i) in C }
  claims   target.n = n
           target.m = m
           target.t = t
           target.b = b
           target.c = bits(n)
           parsimonious
