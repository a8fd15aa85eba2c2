# expect: refuted forward
# because: A clause with both literals of a variable is always true, and its row is not.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"negative": "v0"}]]}
# witness of the source: []
reduction SAT -> HittingString
  given    phi
  labels   old(variable : phi.variables), line(clause : position)
  let      rows = positions(phi.clauses)
  target   place = { old(x) | x in phi.variables }
           row   = { line(i) | i in rows }
           at    = { (line(i), old(x)) -> if positive(x) in phi.clauses[i] then one
                                          else if negative(x) in phi.clauses[i] then zero
                                          else blank
                   | i in rows, x in phi.variables }
  forward  a -> s = { old(x) | x in a }
  backward s -> a = { x | old(x) in s }
