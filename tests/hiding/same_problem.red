# hides: problem SubsetSum, the same
problem SubsetSum "The library's problem, written anew"
  instance item : set of labels  # equal numbers may occur twice
           size : map from each item to nat
           goal : nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(goal)
  witness  S : subset of item
  accepts  sum(size[i] | i in S) = goal
