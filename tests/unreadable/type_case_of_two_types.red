# expect: 8:18 `yes` is a case of `t` and `u`
# fix: declare the type in this file to choose it
type t = yes or no
type u = yes or perhaps
problem P
  instance k : nat
  measures b = bits(k)
  accepts  yes = yes
  witness  none
