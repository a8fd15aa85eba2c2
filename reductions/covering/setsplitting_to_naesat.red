reduction SetSplitting -> NAESAT
  "An element is a variable, and a set a clause of its elements."
  cites    Lovasz1973
  given    x
  labels   old(element : x.universe)
  target   variables = { old(u) | u in x.universe }
           # equivalent mutant: `positive(old(u))` -> `negative(old(u))`: an assignment and its opposite split the same sets
           clauses   = [ [ positive(old(u)) | u in listed(x.universe) where u in x.family[i] ] | i in listed(x.index) ]
  forward  S -> a = { old(u) | u in S }
  backward a -> S = { u | old(u) in a }
  claims   target.n = n
           target.m = m
           target.t <= m*n
           parsimonious
