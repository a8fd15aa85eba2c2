# expect: 8:45 no branch for `negative`
# fix: add the branch, or `else: ...`
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses: some l in c: case l of positive(x): x in a
