problem SubsetSum "Subset sum (indexed: equal numbers may occur twice)"
  cites    Karp1972
  instance item : set of labels
           size : map from each item to nat
           goal : nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(goal)
  witness  S : subset of item
  accepts  sum(size[i] | i in S) = goal
