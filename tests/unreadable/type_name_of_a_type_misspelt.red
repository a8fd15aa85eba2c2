# expect: 5:31 `litteral` is no type
# fix: a set of labels, used as a type, means one of its labels
problem P
  instance variables : set of labels
           clauses   : seq of litteral over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  true
