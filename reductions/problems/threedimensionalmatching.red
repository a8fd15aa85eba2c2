problem ThreeDimensionalMatching "3-dimensional matching (triples over one set, as many as it has elements, no two of which agree in a place)"
  cites    Karp1972
  instance T       : set of labels
           triples : set of (T, T, T)
  measures n = |T|
           m = |triples|
  witness  M : subset of triples
  accepts  every x in T: (count (a, _, _) in M: a = x) = 1
           every x in T: (count (_, b, _) in M: b = x) = 1
           every x in T: (count (_, _, c) in M: c = x) = 1
