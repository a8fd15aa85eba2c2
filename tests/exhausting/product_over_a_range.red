# expect: bits in one number
problem P "P"
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  product(i + k + 1 | i in 1 .. 200000) >= 1
