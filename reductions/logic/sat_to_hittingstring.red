reduction SAT -> HittingString
  "A clause is a row: one for a variable, zero for its negation, blank elsewhere. Clauses that are always true are left out."
  cites    Fagin1974
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
  backward s -> a = { x | old(x) in s }
  claims   target.n = n
           target.m <= m
           parsimonious
