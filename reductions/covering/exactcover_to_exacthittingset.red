reduction ExactCover -> ExactHittingSet
  "Sets and elements change places: an element becomes the set of the sets that contain it."
  because  "An element is covered exactly once iff exactly one of the sets that contain it is chosen."
  cites    Karp1972
  given    x
  labels   chosen(index : x.index), covers(element : x.universe)
  target   universe = { chosen(i) | i in x.index }
           index    = { covers(u) | u in x.universe }
           family   = { covers(u) -> { chosen(i) | i -> X in x.family where u in X } | u in x.universe }
  forward  C -> H = { chosen(i) | i in C }
  backward H -> C = { i | chosen(i) in H }
  claims   target.n = m
           target.m = n
           target.t <= t
           parsimonious
