# A string is the set of the positions of its ones.
problem ClosestString "Closest string (a string of zeros and ones that differs from each given one in at most k positions)"
  cites    FrancesLitman1997
  instance position : set of labels
           row      : set of labels
           ones     : map from each row to subset of position
           k        : nat
  measures n = |position|
           m = |row|
           b = bits(k)
  minimises k
  witness  s : subset of position
  accepts  every r in row: (count p in position: not (p in s iff p in ones[r])) <= k
