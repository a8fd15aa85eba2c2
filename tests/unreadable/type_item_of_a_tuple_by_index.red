# expect: 6:26 found a tuple
# fix: `case p of (a, b): a`
problem P
  instance s : seq of (nat, nat)
  measures n = |s|, b = max(max(bits(x), bits(y)) | (x, y) in s)
  accepts  every p in s: p[0] = p[1]
  witness  none
