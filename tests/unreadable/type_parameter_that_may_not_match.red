# expect: 7:18 not every value is of the form `0`
# fix: `case` distinguishes forms
problem P
  instance s : seq of (nat, nat)
  measures n = |s|, b = max(max(bits(x), bits(y)) | (x, y) in s)
  witness  none
  let      f((x, 0)) = x
  accepts  every p in s: f(p) = 1
