# expect: 5:35 `real` is no type
# fix: numbers are exact: `rat`
problem P
  instance V : set of labels
           w : map from each V to real
  measures n = |V|
  witness  none
  accepts  true
