# expect: 5:44 `variable` is no field declared before this one
# fix: did you mean `variables`?
problem P
  instance variables : set of labels
           clauses   : seq of literal over variable
  measures n = |variables|
  witness  a : subset of variables
  accepts  true
