# expect: steps in one evaluation
problem P "P"
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  every a in 1 .. 10000, b in 1 .. 10000, c in 1 .. 10000: a + b + c >= 1 + k * 0
