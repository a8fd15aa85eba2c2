# expect: refuted forward
# because: The ring of a clause of two literals is cut at the first one, true or not.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"negative": "v0"}]]}
# witness of the source: []
reduction ThreeSAT -> CyclicOrdering
  given    phi
  labels   origin, yes(variable : phi.variables), no(variable : phi.variables), low(clause : position, place : number),
             high(clause : position, place : number)
  let      element(l)   = case l of positive(x): yes(x); negative(x): no(x)
           places(c)    = 0 .. max(|c|, 1) - 1
           before(c, p) = if p < |c| then element(opposite(c[p])) else origin
           next(c, p)   = if p + 1 < |c| then p + 1 else 0
  target   item    = {origin}
                     + { yes(x) | x in phi.variables }
                     + { no(x) | x in phi.variables }
                     + { low(i, 0) | i in positions(phi.clauses) }
                     + { low(i, 1) | i -> c in phi.clauses where |c| >= 2 }
                     + { low(i, 2) | i -> c in phi.clauses where |c| >= 3 }
                     + { high(i, 0) | i in positions(phi.clauses) }
                     + { high(i, 1) | i -> c in phi.clauses where |c| >= 2 }
                     + { high(i, 2) | i -> c in phi.clauses where |c| >= 3 }
           triples = { (origin, element(l), high(i, p)) | i -> c in phi.clauses, p -> l in c }
                     + { (before(c, p), low(i, p), high(i, p)) | i -> c in phi.clauses, p in places(c) }
                     + { (origin, high(i, p), low(i, next(c, p))) | i -> c in phi.clauses, p in places(c) }
  forward  a -> on(c, p) = p < |c| and holds(a, c[p])
                cut(c) = if on(c, 0) or |c| < 3 then 0 else if on(c, 1) then 1 else 2
                turn(c, p) = if p > cut(c) then p - cut(c) else p - cut(c) + |c|
                n = |phi.variables|
                m = |phi.clauses|
                longer(i, k) = count j -> c in phi.clauses: j < i and |c| >= k
                base(i) = 2 * n + m + i + 2 * longer(i, 2) + 2 * longer(i, 3)
                place = { origin -> 1 }
                        with { yes(x) -> (if x in a then 2 else 2 + n + m) + j | j -> x in listed(phi.variables) }
                        with { no(x) -> (if x in a then 2 + n + m else 2) + j | j -> x in listed(phi.variables) }
                        with { low(i, p) -> base(i) + 2 * turn(c, p) | i -> c in phi.clauses, p in places(c) }
                        with { high(i, p) -> if p = cut(c) then 2 + n + i else base(i) + 2 * turn(c, p) + 1
                             | i -> c in phi.clauses, p in places(c) }
  backward place -> a = { x | x in phi.variables where around(place[origin], place[yes(x)], place[no(x)]) }
