# expect: 9:13 no branch for `(b, c)`
# fix: add the branch
type t = b or c
problem P
  instance x : t
           y : t
  measures n = 0
  witness  none
  accepts  (case (x, y) of (b, b): true; (c, _): false)
