problem Knapsack "Knapsack, 0-1 (indexed: equal items may occur twice)"
  cites    Karp1972
  instance item     : set of labels
           size     : map from each item to nat
           worth    : map from each item to nat
           capacity : nat
           goal     : nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = max(bits(s) | i -> s in worth)
           d = bits(capacity) + bits(goal)
  maximises goal
  witness  S : subset of item
  accepts  sum(size[i] | i in S) <= capacity
           sum(worth[i] | i in S) >= goal
