problem MinimumTestCollection "Minimum test collection (at most k tests, so that of any two diagnoses one has a positive test and the other has not)"
  cites    GareyJohnson1979 "SP6"
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
  accepts  |C| <= k
           every u in universe, v in universe where u != v: some i in C: not (u in family[i] iff v in family[i])
