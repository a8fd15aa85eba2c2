# expect: 7:55 `positive` has 1 argument, found 2
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses: some l in c: case l of positive(x, y): x in a; negative(x): x not in a
