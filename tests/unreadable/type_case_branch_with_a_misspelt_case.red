# expect: 7:23 `a` is not known here as a case
type t = b or c
problem P
  instance x : t
  measures n = 0
  witness  none
  accepts  (case x of a: true; b: false; c: false)
