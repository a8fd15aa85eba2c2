problem ThreeOccurrenceSAT restricts ThreeSAT "3-satisfiability, each variable in at most three places"
    where every x in variables: sum(count l in c: variable(l) = x | c in clauses) <= 3
  cites    Tovey1984
