# expect: 7:18 `n` is not known here
# fix: `n` is a measure, which only bounds and claims name: write `|V|`
problem P
  instance V : set of labels
  measures n = |V|
  witness  S : subset of V
  accepts  |S| < n
