# expect: 5:38 `literal` is declared over 1 home
# fix: write `literal over X`
problem P
  instance variables : set of labels
           clauses   : seq of seq of literal
  measures n = |variables|
  witness  a : subset of variables
  accepts  true
