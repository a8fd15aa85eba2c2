# expect: refuted forward
# because: Links are numbered modulo three: the fourth one of a chain is the first one again.
# within: n = 1, m = 1, t = 7
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"positive": "v0"}, {"positive": "v0"}, {"positive": "v0"}, {"negative": "v0"}, {"positive": "v0"}, {"positive": "v0"}]]}
# witness of the source: []
reduction SAT -> ThreeSAT
  given    phi
  labels   old(variable : phi.variables), link(clause : position, place : position)
  let      lift(l)     = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           chain(i, c) = [ if p = 0 then [lift(c[0]), lift(c[1]), positive(link(i, 1))]
                           else if p = |c| - 3 then [negative(link(i, p mod 3)), lift(c[p + 1]), lift(c[p + 2])]
                           else [negative(link(i, p mod 3)), lift(c[p + 1]), positive(link(i, (p + 1) mod 3))]
                         | p in 0 .. |c| - 3 ]
  target   variables = { old(x) | x in phi.variables } + { link(i, p mod 3) | i -> c in phi.clauses, p in 1 .. |c| - 3 }
           clauses   = [ d | i -> c in phi.clauses, d in if |c| <= 3 then [[ lift(l) | l in c ]] else chain(i, c) ]
  forward  a -> a = { old(x) | x in a }
                    + { link(i, p mod 3)
                      | i -> c in phi.clauses, p in 1 .. |c| - 3 where every q in 0 .. p: not holds(a, c[q]) }
  backward a -> a = { x | old(x) in a }
  claims   target.n <= n + t
           target.m <= m + t
