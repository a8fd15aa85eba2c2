# expect: items in one collection
problem P "P"
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  |(fold s = [k] over i in 1 .. 60: s ++ s)| >= 1
