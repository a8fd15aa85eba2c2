# hides: problem TwoSAT, another
problem TwoSAT restricts SAT "Two clauses at most" where |clauses| <= 2
