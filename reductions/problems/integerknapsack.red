# More copies of an item than the goal are never needed.
problem IntegerKnapsack "Integer knapsack (any number of copies of each item)"
  cites    GareyJohnson1979 "MP10"
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
  witness  copies : map from each item to one of 0 .. goal
  accepts  sum(q * size[i] | i -> q in copies) <= capacity
           sum(q * worth[i] | i -> q in copies) >= goal
