reduction ThreeSAT -> ClosestString
  "Two positions for each variable and two more: one and zero for true, zero and one for false. A clause is a row that its true literals are near to."
  because  "The rows of zeros, of ones, and with ones at one pair leave a single one for each pair, and the row top makes the last pair true."
           "From a pair without ones a string then differs in one position, from a literal in none or two. So a row is as near as the number of pairs if one of its literals is true."
           "For this the last pair makes up for the number of the literals. Clauses that are always true are left out."
  cites    FrancesLitman1997
  given    phi
  labels   on(variable : phi.variables), off(variable : phi.variables), last_on, last_off, zeros, units,
             pair(variable : phi.variables), last, top, line(clause : position)
  let      all     = { on(x) | x in phi.variables } + { off(x) | x in phi.variables } + {last_on, last_off}
           rows    = { i
                     | i -> c in phi.clauses
                         where not (some x in phi.variables: positive(x) in c and negative(x) in c) }
           size(c) = |{ variable(l) | l in c }|
           says(c) = { on(x) | x in phi.variables where positive(x) in c }
                     + { off(x) | x in phi.variables where negative(x) in c }
  target   position = all
           row      = { pair(x) | x in phi.variables } + {zeros, units, last, top} + { line(i) | i in rows }
           ones     = { pair(x) -> {on(x), off(x)} | x in phi.variables }
                      with { zeros -> {}, units -> all, last -> {last_on, last_off}, top -> {last_on} }
                      with { line(i) -> says(phi.clauses[i])
                                        + (if size(phi.clauses[i]) = 3 then {last_on}
                                           else if size(phi.clauses[i]) = 0 then {last_off}
                                           else {})
                           | i in rows }
           k        = |phi.variables| + 1
  forward  a -> s = { on(x) | x in a } + { off(x) | x in phi.variables where x not in a } + {last_on}
  backward s -> a = { x | on(x) in s }
  claims   target.n = 2*n + 2
           target.m <= n + m + 4
           target.b <= bits(n) + 1
           parsimonious
