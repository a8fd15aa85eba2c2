# expect: 7:12 `len` is not known here
# fix: the size of a collection is written `|s|`
problem P
  instance s : seq of bool
  measures n = |s|
  witness  none
  accepts  len(s) = 1
