# expect: 7:76 `positive` has a branch already
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses: some l in c: case l of positive(x): x in a; positive(y): y in a; negative(x): x not in a
