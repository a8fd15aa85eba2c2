# Clauses are sequences: literals may repeat, a clause may hold a literal and its opposite, and an empty clause is never true.
problem ThreeSAT "3-satisfiability (clauses of at most three literals)"
  cites    Karp1972
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  valid    every c in clauses: |c| <= 3
  measures n = |variables|
           m = |clauses|
  witness  a : subset of variables
  accepts  every c in clauses: some l in c: holds(a, l)
