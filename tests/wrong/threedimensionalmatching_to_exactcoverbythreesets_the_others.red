# expect: refuted backward
# because: The triples that are not chosen are lifted.
# instance: {"T": ["T0"], "triples": [["T0", "T0", "T0"]]}
# witness of the target: ["set((T0, T0, T0))"]
reduction ThreeDimensionalMatching -> ExactCoverByThreeSets
  given    x
  labels   at1(element : x.T), at2(element : x.T), at3(element : x.T), set(triple : x.triples)
  target   universe = { at1(u) | u in x.T } + { at2(u) | u in x.T } + { at3(u) | u in x.T }
           index    = { set(t) | t in x.triples }
           family   = { set((a, b, c)) -> {at1(a), at2(b), at3(c)} | (a, b, c) in x.triples }
  forward  M -> C = { set(t) | t in M }
  backward C -> M = { t | t in x.triples where set(t) not in C }
