problem SetSplitting "Set splitting (an indexed family: equal sets may occur twice)"
  cites    GareyJohnson1979 "SP4"
  instance universe : set of labels
           index    : set of labels
           family   : map from each index to subset of universe
  measures n = |universe|
           m = |index|
           t = sum(|X| | i -> X in family)
  witness  S : subset of universe
  accepts  every i -> X in family: (some u in X: u in S) and (some u in X: u not in S)
