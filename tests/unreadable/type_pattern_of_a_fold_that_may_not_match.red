# expect: 6:19 not every value is of the form `0`
# fix: `case` distinguishes forms
problem P
  instance s : seq of nat
  measures n = |s|, b = max(bits(x) | x in s)
  accepts  (fold (0, x) = (0, 1) over y in s: (0, y)) = (0, 1)
  witness  none
