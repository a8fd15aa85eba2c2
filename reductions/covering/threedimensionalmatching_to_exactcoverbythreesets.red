reduction ThreeDimensionalMatching -> ExactCoverByThreeSets
  "Three copies of each element, one for each place of a triple; a triple is a set."
  cites    GareyJohnson1979 "SP2"
  given    x
  labels   at1(element : x.T), at2(element : x.T), at3(element : x.T), set(triple : x.triples)
  target   universe = { at1(u) | u in x.T } + { at2(u) | u in x.T } + { at3(u) | u in x.T }
           index    = { set(t) | t in x.triples }
           family   = { set((a, b, c)) -> {at1(a), at2(b), at3(c)} | (a, b, c) in x.triples }
  forward  M -> C = { set(t) | t in M }
  backward C -> M = { t | t in x.triples where set(t) in C }
  claims   target.n = 3*n
           target.m = m
           target.t <= 3*m
           parsimonious
