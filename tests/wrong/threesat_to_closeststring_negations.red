# expect: refuted backward
# because: The false variables are read as true.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the target: ["on(v0)", "last_on"]
reduction ThreeSAT -> ClosestString
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
  backward s -> a = { x | off(x) in s }
