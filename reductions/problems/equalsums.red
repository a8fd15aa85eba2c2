type side = left_side or right_side or neither_side

problem EqualSums "Equal sums (two disjoint sets of items, not both empty, with the same sum; indexed: equal numbers may occur twice)"
  cites    WoegingerYu1992
  instance item : set of labels
           size : map from each item to nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
  witness  side : map from each item to side
  accepts  some i -> p in side: p != neither_side
           sum(size[i] | i -> p in side where p = left_side) = sum(size[i] | i -> p in side where p = right_side)
