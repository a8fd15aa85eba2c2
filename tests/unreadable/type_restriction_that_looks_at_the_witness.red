# expect: 2:35 this looks at the witness, and must speak of the instance alone
problem Lucky restricts SAT where |a| = 0
