# expect: 7:33 found `not`, expected an expression
# fix: `not` reaches further than a comparison: write `(not ...)`, in parentheses
problem P
  instance A : set of labels
  measures n = |A|
  witness  w : map from each A to bool
  accepts  every a in A: w[a] = not w[a]
