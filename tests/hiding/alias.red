# hides: alias VC, another
problem VC
  instance k : nat
  measures b = bits(k)
  witness  none
  accepts  k = 0
