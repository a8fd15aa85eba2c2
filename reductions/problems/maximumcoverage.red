problem MaximumCoverage "Maximum coverage (k sets that cover at least d elements)"
  cites    MegiddoZemelHakimi1983
  instance universe : set of labels
           index    : set of labels
           family   : map from each index to subset of universe
           k        : nat
           d        : nat
  measures n = |universe|
           m = |index|
           t = sum(|X| | i -> X in family)
           b = bits(k)
           c = bits(d)
  maximises d
  witness  C : subset of index
  accepts  |C| <= k
           d <= (count x in universe: (some i in C: x in family[i]))
