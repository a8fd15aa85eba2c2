# expect: refuted backward
# because: A cover that is not exact satisfies every clause.
# instance: {"universe": ["u0"], "index": ["i0", "i1"], "family": {"i0": ["u0"], "i1": ["u0"]}}
# witness of the target: ["chosen(i0)", "chosen(i1)"]
reduction ExactCover -> SAT
  given    x
  labels   chosen(index : x.index)
  let      order = listed(x.index)
  target   variables = { chosen(i) | i in x.index }
           clauses   = [ [ positive(chosen(i)) | i in order where u in x.family[i] ] | u in listed(x.universe) ]
  forward  C -> a = { chosen(i) | i in C }
  backward a -> C = { i | i in x.index where chosen(i) in a }
