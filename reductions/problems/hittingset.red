problem HittingSet "Hitting set (an indexed family: equal sets may occur twice)"
  cites    GareyJohnson1979 "SP8"
  instance universe : set of labels
           index    : set of labels
           family   : map from each index to subset of universe
           k        : nat
  measures n = |universe|
           m = |index|
           t = sum(|X| | i -> X in family)
           b = bits(k)
  minimises k
  witness  H : subset of universe
  accepts  |H| <= k and every i -> X in family: some x in X: x in H
