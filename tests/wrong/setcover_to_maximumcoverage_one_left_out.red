# expect: refuted backward
# because: One element may be left out.
# instance: {"universe": ["u0"], "index": [], "family": {}, "k": 0}
# witness of the target: []
reduction SetCover -> MaximumCoverage
  given    x
  labels   old(element : x.universe), part(index : x.index)
  target   universe = { old(e) | e in x.universe }
           index    = { part(i) | i in x.index }
           family   = { part(i) -> { old(e) | e in X } | i -> X in x.family }
           k        = x.k
           d        = |x.universe| - min(1, |x.universe|)
  forward  C -> C = { part(i) | i in C }
  backward C -> C = { i | part(i) in C }
