problem MonotoneSAT restricts SAT "Monotone satisfiability (each clause has positive literals only, or negative ones only)"
    where every c in clauses:
            (every l in c: case l of positive(_): true; negative(_): false)
            or every l in c: case l of positive(_): false; negative(_): true
  cites    GareyJohnson1979 "LO2"
