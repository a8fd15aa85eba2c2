# expect: 5:13 `(` is never closed
# fix: close it with `)`
problem P
  instance k : nat
  valid    f(k
  witness  none
  accepts  k = 1
