# expect: refuted backward
# because: An element becomes the set of the sets that do not contain it.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": []}}
# witness of the target: ["by(u0)"]
reduction ExactHittingSet -> ExactCover
  given    x
  labels   hit(index : x.index), by(element : x.universe)
  target   universe = { hit(i) | i in x.index }
           index    = { by(u) | u in x.universe }
           family   = { by(u) -> { hit(i) | i -> X in x.family where u not in X } | u in x.universe }
  forward  H -> C = { by(u) | u in H }
  backward C -> H = { u | by(u) in C }
