problem NAEThreeSAT restricts NAESAT "Not-all-equal 3-satisfiability (clauses of at most three literals)"
    where every c in clauses: |c| <= 3
  cites    Schaefer1978
