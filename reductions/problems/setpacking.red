problem SetPacking "Set packing (an indexed family: equal sets may occur twice)"
  cites    Karp1972
  instance universe : set of labels
           index    : set of labels
           family   : map from each index to subset of universe
           k        : nat
  measures n = |universe|
           m = |index|
           t = sum(|X| | i -> X in family)
           b = bits(k)
  maximises k
  witness  P : subset of index
  accepts  |P| >= k and every x in universe: (count i in P: x in family[i]) <= 1
