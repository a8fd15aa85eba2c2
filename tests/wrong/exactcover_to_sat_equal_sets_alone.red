# expect: refuted forward
# because: Only equal sets exclude one another.
# instance: {"universe": [], "index": ["i0", "i1"], "family": {"i0": [], "i1": []}}
# witness of the source: ["i0", "i1"]
reduction ExactCover -> SAT
  given    x
  labels   chosen(index : x.index)
  let      order = listed(x.index)
  target   variables = { chosen(i) | i in x.index }
           clauses   = [ [ positive(chosen(i)) | i in order where u in x.family[i] ] | u in listed(x.universe) ]
                       ++ [ [negative(chosen(i)), negative(chosen(j))]
                          | p -> i in order, q -> j in order where p < q and x.family[i] = x.family[j] ]
  forward  C -> a = { chosen(i) | i in C }
  backward a -> C = { i | i in x.index where chosen(i) in a }
