# Clauses are counted as often as they occur; an empty clause is never true.
problem MaxTwoSAT "Maximum 2-satisfiability (at least k clauses of at most two literals are true)"
  cites    GareyJohnsonStockmeyer1976
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
           k         : nat
  valid    every c in clauses: |c| <= 2
  measures n = |variables|
           m = |clauses|
           b = bits(k)
  maximises k
  witness  a : subset of variables
  accepts  (count i -> c in clauses: some l in c: holds(a, l)) >= k
