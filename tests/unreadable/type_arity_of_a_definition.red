# expect: 8:45 `holds` takes 2 arguments, found 1
# fix: `holds(a, l)`
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses: some l in c: holds(l)
