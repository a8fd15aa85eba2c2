# expect: refuted well-formed
# because: The three places of a triple are different, and so are their elements.
# instance: {"T": ["T0"], "triples": [["T0", "T0", "T0"]]}
reduction ThreeDimensionalMatching -> ExactCoverByThreeSets
  given    x
  labels   at1(element : x.T), set(triple : x.triples)
  target   universe = { at1(u) | u in x.T }
           index    = { set(t) | t in x.triples }
           family   = { set((a, b, c)) -> {at1(a), at1(b), at1(c)} | (a, b, c) in x.triples }
  forward  M -> C = { set(t) | t in M }
  backward C -> M = { t | t in x.triples where set(t) in C }
