# expect: bits in one number
problem P "P"
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  (fold x = k + 2 over i in 1 .. 60: x * x) >= 1
