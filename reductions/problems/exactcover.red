problem ExactCover "Exact cover (an indexed family: equal sets may occur twice)"
  cites    Karp1972
  instance universe : set of labels
           index    : set of labels
           family   : map from each index to subset of universe
  measures n = |universe|
           m = |index|
           t = sum(|X| | i -> X in family)
  witness  C : subset of index
  accepts  every x in universe: (count i in C: x in family[i]) = 1
