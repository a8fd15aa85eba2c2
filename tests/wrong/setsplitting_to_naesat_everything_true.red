# expect: refuted forward
# because: All variables are true.
# instance: {"universe": ["u0", "u1"], "index": ["i0"], "family": {"i0": ["u0", "u1"]}}
# witness of the source: ["u0"]
reduction SetSplitting -> NAESAT
  given    x
  labels   old(element : x.universe)
  target   variables = { old(u) | u in x.universe }
           clauses   = [ [ positive(old(u)) | u in listed(x.universe) where u in x.family[i] ] | i in listed(x.index) ]
  forward  S -> a = { old(u) | u in x.universe }
  backward a -> S = { u | old(u) in a }
