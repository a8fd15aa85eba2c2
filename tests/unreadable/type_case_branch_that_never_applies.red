# expect: 9:43 the branches before cover this one
# fix: delete it
type t = b or c
problem P
  instance x : t
           y : t
  measures n = 0
  witness  none
  accepts  (case (x, y) of (_, q): q = x; (b, c): false)
