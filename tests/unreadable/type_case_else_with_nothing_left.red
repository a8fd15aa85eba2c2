# expect: 8:101 every case is covered already: this branch never applies
# fix: delete it
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses: some l in c: case l of positive(x): x in a; negative(x): x not in a; else: true
