problem BalancedPartition "Balanced partition (two sides with the same number of items and the same sum)"
  cites    GareyJohnson1979 "SP12"
  instance item : set of labels
           size : map from each item to nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
  witness  S : subset of item
  accepts  |S| = |item - S|
           sum(size[i] | i in S) = sum(size[i] | i in item - S)
