problem TwoSAT restricts SAT "2-satisfiability (clauses of at most two literals)" where every c in clauses: |c| <= 2
  cites    AspvallPlassTarjan1979
