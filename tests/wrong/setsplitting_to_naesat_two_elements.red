# expect: refuted backward
# because: A set of one element has no clause: it cannot be split.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": ["u0"]}}
# witness of the target: []
reduction SetSplitting -> NAESAT
  given    x
  labels   old(element : x.universe)
  target   variables = { old(u) | u in x.universe }
           clauses   = [ [ positive(old(u)) | u in listed(x.universe) where u in x.family[i] ] | i in listed(x.index) where |x.family[i]| != 1 ]
  forward  S -> a = { old(u) | u in S }
  backward a -> S = { u | old(u) in a }
