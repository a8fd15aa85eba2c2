# Clauses are sequences: literals may repeat, a clause may hold a literal and its opposite, and an empty clause is never true.
problem SAT "Satisfiability"
  cites    Cook1971
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
           m = |clauses|
           t = sum(|c| | c in clauses)
  witness  a : subset of variables
  accepts  every c in clauses: some l in c: holds(a, l)
