# expect: 6:30 `snd` is not known here
# fix: `case p of (a, b): b`
problem P
  instance s : seq of (nat, nat)
  measures n = |s|, b = max(max(bits(x), bits(y)) | (x, y) in s)
  accepts  every p in s: 0 = snd(p)
  witness  none
