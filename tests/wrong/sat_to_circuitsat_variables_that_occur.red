# expect: refuted forward
# because: A variable that occurs in no clause has no wire, but may be true.
# instance: {"variables": ["v0"], "clauses": []}
# witness of the source: []
reduction SAT -> CircuitSAT
  given    phi
  labels   value(variable : phi.variables), inverted(variable : phi.variables),
             some_of(clause : position, place : position), all_of(place : position)
  let      m       = |phi.clauses|
           top     = sum(|c| | c in phi.clauses)
           read(l) = case l of positive(x): value(x); negative(x): inverted(x)
  target   wire   = { value(x) | x in phi.variables, c in phi.clauses, l in c where variable(l) = x }
                    + { inverted(x) | x in phi.variables, c in phi.clauses, l in c where variable(l) = x }
                    + { some_of(i, p) | i -> c in phi.clauses, p in 0 .. |c| }
                    + { all_of(i) | i in 0 .. m }
           gate   = { inverted(x) -> inverse(value(x)) | x in phi.variables, c in phi.clauses, l in c where variable(l) = x }
                    with { some_of(i, 0) -> constant(false) | i in positions(phi.clauses) }
                    with { some_of(i, p + 1) -> either(some_of(i, p), read(l)) | i -> c in phi.clauses, p -> l in c }
                    with { all_of(0) -> constant(true) }
                    with { all_of(i + 1) -> both(all_of(i), some_of(i, |c|)) | i -> c in phi.clauses }
           level  = { value(x) -> 0 | x in phi.variables, c in phi.clauses, l in c where variable(l) = x }
                    with { inverted(x) -> 1 | x in phi.variables, c in phi.clauses, l in c where variable(l) = x }
                    with { some_of(i, p) -> p + 1 | i -> c in phi.clauses, p in 0 .. |c| }
                    with { all_of(i) -> top + i + 1 | i in 0 .. m }
           output = all_of(m)
  forward  a -> S = { value(x) | x in a }
                    + { inverted(x) | x in phi.variables where x not in a }
                    + { some_of(i, p)
                      | i -> c in phi.clauses, p in 0 .. |c| where (some q in 0 .. p - 1: holds(a, c[q])) }
                    + { all_of(i) | i in 0 .. m }
  backward S -> a = { x | value(x) in S }
