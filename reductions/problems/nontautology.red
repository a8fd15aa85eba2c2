# A term is a conjunction: without literals it is true, and so is the disjunction. The empty disjunction is false.
problem NonTautology "Non-tautology (is a disjunction of conjunctions false somewhere?)"
  cites    GareyJohnson1979 "LO8"
  instance variables : set of labels
           terms     : seq of seq of literal over variables
  measures n = |variables|
           m = |terms|
           t = sum(|c| | c in terms)
  witness  a : subset of variables
  accepts  every c in terms: some l in c: not holds(a, l)
