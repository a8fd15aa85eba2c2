# expect: refuted backward
# because: One element more is allowed.
# instance: {"universe": ["u0"], "index": [], "family": {}, "k": 0}
# witness of the target: ["by(u0)"]
reduction HittingSet -> SetCover
  given    x
  labels   hit(index : x.index), by(element : x.universe)
  target   universe = { hit(i) | i in x.index }
           index    = { by(u) | u in x.universe }
           family   = { by(u) -> { hit(i) | i -> X in x.family where u in X } | u in x.universe }
           k        = x.k + 1
  forward  H -> C = { by(u) | u in H }
  backward C -> H = { u | by(u) in C }
