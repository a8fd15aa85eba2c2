# expect: refuted backward
# because: A literal that occurs twice in a clause is taken to be one true literal.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"positive": "v0"}]]}
# witness of the target: ["yes(v0)"]
reduction OneInThreeSAT -> ExactCover
  given    phi
  labels   chosen(variable : phi.variables), met(clause : position), yes(variable : phi.variables),
             no(variable : phi.variables)
  let      once(l)   = every c in phi.clauses: (count k in c: k = l) <= 3
           covers(l) = {chosen(variable(l))} + { met(i) | i -> c in phi.clauses where l in c }
  target   universe = { chosen(x) | x in phi.variables } + { met(i) | i -> _ in phi.clauses }
           index    = { yes(x) | x in phi.variables where once(positive(x)) }
                      + { no(x) | x in phi.variables where once(negative(x)) }
           family   = { yes(x) -> covers(positive(x)) | x in phi.variables where once(positive(x)) }
                      with { no(x) -> covers(negative(x)) | x in phi.variables where once(negative(x)) }
  forward  a -> C = { yes(x) | x in phi.variables where x in a } + { no(x) | x in phi.variables where x not in a }
  backward C -> a = { x | yes(x) in C }
