# expect: refuted backward
# because: A literal that occurs twice in a clause cannot be its only true one.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"positive": "v0"}]]}
# witness of the target: ["yes(v0)"]
reduction OneInThreeSAT -> ExactCover
  given    phi
  labels   chosen(variable : phi.variables), met(clause : position), yes(variable : phi.variables),
             no(variable : phi.variables)
  let      covers(l) = {chosen(variable(l))} + { met(i) | i -> c in phi.clauses where l in c }
  target   universe = { chosen(x) | x in phi.variables } + { met(i) | i -> _ in phi.clauses }
           index    = { yes(x) | x in phi.variables }
                      + { no(x) | x in phi.variables }
           family   = { yes(x) -> covers(positive(x)) | x in phi.variables }
                      with { no(x) -> covers(negative(x)) | x in phi.variables }
  forward  a -> C = { yes(x) | x in phi.variables where x in a } + { no(x) | x in phi.variables where x not in a }
  backward C -> a = { x | yes(x) in C }
