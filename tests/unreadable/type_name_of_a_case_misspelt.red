# expect: 8:50 `positiv` is not known here as a case of a value of type `literal`
# fix: did you mean `positive`?
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses, l in c: case l of positiv(x): x in a; negative(x): x not in a
