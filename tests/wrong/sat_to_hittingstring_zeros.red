# expect: refuted backward
# because: The string has its ones where the assignment is false.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the target: ["old(v0)"]
reduction SAT -> HittingString
  given    phi
  labels   old(variable : phi.variables), line(clause : position)
  let      rows = { i
                  | i -> c in phi.clauses where not (some x in phi.variables: positive(x) in c and negative(x) in c) }
  target   place = { old(x) | x in phi.variables }
           row   = { line(i) | i in rows }
           at    = { (line(i), old(x)) -> if positive(x) in phi.clauses[i] then one
                                          else if negative(x) in phi.clauses[i] then zero
                                          else blank
                   | i in rows, x in phi.variables }
  forward  a -> s = { old(x) | x in a }
  backward s -> a = { x | x in phi.variables where old(x) not in s }
