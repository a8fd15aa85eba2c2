problem ExactHittingSet "Hitting set, in Karp's sense: each set is hit exactly once"
  cites    Karp1972
  instance universe : set of labels
           index    : set of labels
           family   : map from each index to subset of universe
  measures n = |universe|
           m = |index|
           t = sum(|X| | i -> X in family)
  witness  H : subset of universe
  accepts  every i -> X in family: (count x in X: x in H) = 1
