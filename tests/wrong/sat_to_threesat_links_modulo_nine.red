# expect: refuted forward
# because: Links of one clause that are nine apart are the same variable.
# beyond: n = 1, m = 1, t = 13
reduction SAT -> ThreeSAT
  given    phi
  labels   old(variable : phi.variables), link(clause : position, place : position)
  let      lift(l)     = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           chain(i, c) = [ if p = 0 then [lift(c[0]), lift(c[1]), positive(link(i, 1))]
                           else if p = |c| - 3 then [negative(link(i, p mod 9)), lift(c[p + 1]), lift(c[p + 2])]
                           else [negative(link(i, p mod 9)), lift(c[p + 1]), positive(link(i, (p + 1) mod 9))]
                         | p in 0 .. |c| - 3 ]
  target   variables = { old(x) | x in phi.variables } + { link(i, p mod 9) | i -> c in phi.clauses, p in 1 .. |c| - 3 }
           clauses   = [ d | i -> c in phi.clauses, d in if |c| <= 3 then [[ lift(l) | l in c ]] else chain(i, c) ]
  forward  a -> a = { old(x) | x in a }
                    + { link(i, p mod 9)
                      | i -> c in phi.clauses, p in 1 .. |c| - 3 where every q in 0 .. p: not holds(a, c[q]) }
  backward a -> a = { x | old(x) in a }
  claims   target.n <= n + t
           target.m <= m + t
