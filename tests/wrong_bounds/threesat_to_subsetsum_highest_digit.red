# expect: refuted target.value(size) <= 10^(n + m)/10 + m
# because: Below its leading digit a number has digits for the clauses.
# at: n = 0, m = 2
reduction ThreeSAT -> SubsetSum
  given    phi
  labels   yes(variable : phi.variables), no(variable : phi.variables), single(clause : position),
             double(clause : position)
  let      m         = |phi.clauses|
           place     = { x -> m + i | i -> x in listed(phi.variables) }
           digits(l) = sum(10^i | i -> c in phi.clauses, k in c where k = l)
  target   item = { yes(x) | x in phi.variables }
                  + { no(x) | x in phi.variables }
                  + { single(i) | i in positions(phi.clauses) }
                  + { double(i) | i in positions(phi.clauses) }
           size = { yes(x) -> 10^place[x] + digits(positive(x)) | x in phi.variables }
                  with { no(x) -> 10^place[x] + digits(negative(x)) | x in phi.variables }
                  with { single(i) -> 10^i | i in positions(phi.clauses) }
                  with { double(i) -> 2 * 10^i | i in positions(phi.clauses) }
           goal = sum(10^place[x] | x in phi.variables) + sum(4 * 10^i | i in positions(phi.clauses))
  forward  a -> hits = { i -> (count l in c: holds(a, l)) | i -> c in phi.clauses }
                S = { yes(x) | x in a }
                    + { no(x) | x in phi.variables where x not in a }
                    + { single(i) | i -> h in hits where h = 1 or h = 3 }
                    + { double(i) | i -> h in hits where h <= 2 }
  backward S -> a = { x | yes(x) in S }
  claims   target.value(size) <= 10^(n + m)/10 + m
