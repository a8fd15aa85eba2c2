reduction ExactHittingSet -> ExactCover
  "Sets and elements change places: an element becomes the set of the sets that contain it."
  because  "A set is hit exactly once iff exactly one of its elements, as a set, covers it."
  cites    Karp1972
  given    x
  labels   hit(index : x.index), by(element : x.universe)
  target   universe = { hit(i) | i in x.index }
           index    = { by(u) | u in x.universe }
           family   = { by(u) -> { hit(i) | i -> X in x.family where u in X } | u in x.universe }
  forward  H -> C = { by(u) | u in H }
  backward C -> H = { u | by(u) in C }
  claims   target.n = m
           target.m = n
           target.t <= t
           parsimonious
