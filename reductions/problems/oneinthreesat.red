# Occurrences are counted: a literal that occurs twice in a clause and is true makes two.
problem OneInThreeSAT "1-in-3-satisfiability (clauses of at most three literals, exactly one true)"
  cites    Schaefer1978
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  valid    every c in clauses: |c| <= 3
  measures n = |variables|
           m = |clauses|
  witness  a : subset of variables
  accepts  every c in clauses: (count l in c: holds(a, l)) = 1
