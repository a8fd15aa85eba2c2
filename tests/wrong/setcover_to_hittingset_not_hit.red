# expect: refuted backward
# because: What is not hit is taken for the cover.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 0}
# witness of the target: []
reduction SetCover -> HittingSet
  given    x
  labels   chosen(index : x.index), covers(element : x.universe)
  target   universe = { chosen(i) | i in x.index }
           index    = { covers(u) | u in x.universe }
           family   = { covers(u) -> { chosen(i) | i -> X in x.family where u in X } | u in x.universe }
           k        = x.k
  forward  C -> H = { chosen(i) | i in C }
  backward H -> C = { i | i in x.index where chosen(i) not in H }
