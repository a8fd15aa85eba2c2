# expect: refuted backward
# because: The digits of the variables begin at place 0, on top of those of the clauses.
# instance: {"variables": ["v0"], "clauses": [[]]}
# witness of the target: ["yes(v0)", "no(v0)", "single(0)", "double(0)"]
reduction ThreeSAT -> SubsetSum
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables), single(clause : position), double(clause : position)
  let      place = { x -> i | i -> x in listed(phi.variables) }
           digits(l) = sum(10^i | i -> c in phi.clauses, k in c where k = l)
  target   item = { yes(x) | x in phi.variables } + { no(x) | x in phi.variables }
                + { single(i) | i in positions(phi.clauses) } + { double(i) | i in positions(phi.clauses) }
           size = { yes(x) -> 10^place[x] + digits(positive(x)) | x in phi.variables }
             with { no(x) -> 10^place[x] + digits(negative(x)) | x in phi.variables }
             with { single(i) -> 10^i | i in positions(phi.clauses) }
             with { double(i) -> 2 * 10^i | i in positions(phi.clauses) }
           goal = sum(10^place[x] | x in phi.variables) + sum(4 * 10^i | i in positions(phi.clauses))
  forward  a -> hits = { i -> (count l in c: holds(a, l)) | i -> c in phi.clauses }
                S = { yes(x) | x in a } + { no(x) | x in phi.variables where x not in a }
                  + { single(i) | i -> h in hits where h = 1 or h = 3 } + { double(i) | i -> h in hits where h <= 2 }
  backward S -> a = { x | yes(x) in S }
