# expect: items in one collection
problem P "P"
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  every i in 1 .. 1000000000000: i >= 1
