# Clauses are sequences: literals may repeat, and a clause of fewer than two different literals has no two that differ.
problem NAESAT "Not-all-equal satisfiability (every clause has a true literal and a false one)"
  cites    Schaefer1978
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
           m = |clauses|
           t = sum(|c| | c in clauses)
  witness  a : subset of variables
  accepts  every c in clauses: (some l in c: holds(a, l)) and (some l in c: not holds(a, l))
