problem Partition "Partition (indexed: equal numbers may occur twice)"
  cites    Karp1972
  instance item : set of labels
           size : map from each item to nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
  witness  S : subset of item
  accepts  sum(size[i] | i in S) = sum(size[i] | i in item - S)
