reduction ExactCover -> SAT
  "A variable per set: each element has a set, and sets with a common element are not both chosen."
  cites    Knuth2015
  given    x
  labels   chosen(index : x.index)
  let      order = listed(x.index)
  target   variables = { chosen(i) | i in x.index }
           clauses   = [ [ positive(chosen(i)) | i in order where u in x.family[i] ] | u in listed(x.universe) ]
                       ++ [ [negative(chosen(i)), negative(chosen(j))]
                          | p -> i in order, q -> j in order where p < q and (some u in x.family[i]: u in x.family[j]) ]
  forward  C -> a = { chosen(i) | i in C }
  backward a -> C = { i | i in x.index where chosen(i) in a }
  claims   target.n = m
           target.m <= n + m^2/2
           target.t <= m*n + m^2
           parsimonious
