problem SetCover "Set cover (an indexed family: equal sets may occur twice)"
  cites    Karp1972
  instance universe : set of labels
           index    : set of labels
           family   : map from each index to subset of universe
           k        : nat
  measures n = |universe|
           m = |index|
           t = sum(|X| | i -> X in family)
           b = bits(k)
  minimises k
  witness  C : subset of index
  accepts  |C| <= k and every x in universe: some i in C: x in family[i]
