# expect: 6:16 `real` is no witness space
# fix: `reals over ...`
problem P
  instance V : set of labels
  measures n = |V|
  witness  x : real
  accepts  x > 0
