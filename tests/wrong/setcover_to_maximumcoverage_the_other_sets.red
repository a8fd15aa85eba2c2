# expect: refuted forward
# because: The sets that are not taken cover little.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 0}
# witness of the source: []
reduction SetCover -> MaximumCoverage
  given    x
  labels   old(element : x.universe), part(index : x.index)
  target   universe = { old(e) | e in x.universe }
           index    = { part(i) | i in x.index }
           family   = { part(i) -> { old(e) | e in X } | i -> X in x.family }
           k        = x.k
           d        = |x.universe|
  forward  C -> C = { part(i) | i in x.index where i not in C }
  backward C -> C = { i | part(i) in C }
