# expect: 5:38 `+` does not combine
problem P
  instance s : seq of nat
  measures n = |s|, b = max(bits(x) | x in s)
  accepts  (fold v = [] over y in s: v + 1) = []
  witness  none
