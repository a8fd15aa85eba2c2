# expect: 7:90 this branch gives a nat, those before it a truth value
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses: some l in c: (case l of positive(x): x in a; negative(x): 1)
