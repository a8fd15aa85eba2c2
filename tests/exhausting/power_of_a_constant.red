# expect: bits in one number
problem P "P"
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  k >= 10 ^ 1000000000
