problem PositiveOneInThreeSAT restricts OneInThreeSAT "Positive 1-in-3-satisfiability (no negations)"
    where every c in clauses, l in c: l = positive(variable(l))
  cites    GareyJohnson1979 "LO4"
