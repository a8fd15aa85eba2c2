# expect: 8:21 `k` hides the field
# fix: write `(x, w) in s where w = k`
problem P
  instance s : seq of (nat, nat)
           k : nat
  measures n = |s|, b = bits(k) + max(max(bits(x), bits(y)) | (x, y) in s)
  witness  none
  accepts  some (x, k) in s: x > 0
