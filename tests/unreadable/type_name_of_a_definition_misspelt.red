# expect: 8:69 `oposite` is not known here
# fix: did you mean `opposite`?
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses, l in c: holds(a, l) and not holds(a, oposite(l))
