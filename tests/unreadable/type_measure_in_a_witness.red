# expect: 6:28 `n` is not known here
# fix: `n` is a measure, which only bounds and claims name: write `|V|`
problem P
  instance V : set of labels
  measures n = |V|
  witness  i : one of 1 .. n
  accepts  i > 0
