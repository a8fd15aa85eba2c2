# expect: 7:18 `case` takes a value of a sum type or a built label, found a nat
# fix: write `if k = 0 then ... else ...`
problem P
  instance k : nat
  measures b = bits(k)
  witness  none
  accepts  (case k of 0: true; else: false)
