problem WeightedTwoSAT "Weighted 2-satisfiability (clauses of at most two literals, at most k true variables)"
  cites    GusfieldPitt1992
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
           k         : nat
  valid    every c in clauses: |c| <= 2
  measures n = |variables|
           m = |clauses|
           b = bits(k)
  minimises k
  witness  a : subset of variables
  accepts  |a| <= k and every c in clauses: some l in c: holds(a, l)
