# A set of weight 0 counts for nothing. Garey and Johnson ask for weights above 0, and for the empty set one may leave them out.
problem ComparativeContainment "Comparative containment (is there a set that the left sets contain with at least the weight of the right ones?)"
  cites    GareyJohnson1979 "SP10"
  instance universe : set of labels
           left     : set of labels
           right    : set of labels
           L        : map from each left to subset of universe
           R        : map from each right to subset of universe
           lweight  : map from each left to nat
           rweight  : map from each right to nat
  measures n = |universe|
           l = |left|
           r = |right|
           t = sum(|A| | i -> A in L) + sum(|A| | j -> A in R)
           b = max(bits(q) | i -> q in lweight) + max(bits(q) | j -> q in rweight)
  witness  Y : subset of universe
  accepts  sum(lweight[i] | i in left where Y subset L[i]) >= sum(rweight[j] | j in right where Y subset R[j])
