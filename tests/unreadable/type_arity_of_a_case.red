# expect: 7:32 `positive` takes 1 argument, found 0
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses: positive in c
