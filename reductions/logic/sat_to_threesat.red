reduction SAT -> ThreeSAT
  "A clause of s > 3 literals becomes a chain of s - 2 clauses, linked by s - 3 fresh variables."
  because  "Link p is true iff none of the literals before it is: the chain then breaks exactly at a true literal."
           "Not parsimonious: past a true literal the links of a chain may have several values."
  cites    Karp1972
  given    phi
  labels   old(variable : phi.variables), link(clause : position, place : position)
  let      lift(l)     = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           chain(i, c) = [ if p = 0 then [lift(c[0]), lift(c[1]), positive(link(i, 1))]
                           else if p = |c| - 3 then [negative(link(i, p)), lift(c[p + 1]), lift(c[p + 2])]
                           else [negative(link(i, p)), lift(c[p + 1]), positive(link(i, p + 1))]
                         | p in 0 .. |c| - 3 ]
  # equivalent mutant: `p in 1 .. |c| - 3 }` -> `p in 0 .. |c| - 3 }`: one more variable, in no clause
  # equivalent mutant: `p in 1 .. |c| - 3 }` -> `p in 1 .. |c| }`: more variables, in no clause
  # equivalent mutant: `p in 1 .. |c| - 3 }` -> `p in 1 .. |c| - 2 }`: one more variable, in no clause
  target   variables = { old(x) | x in phi.variables } + { link(i, p) | i -> c in phi.clauses, p in 1 .. |c| - 3 }
           clauses   = [ d | i -> c in phi.clauses, d in if |c| <= 3 then [[ lift(l) | l in c ]] else chain(i, c) ]
  forward  a -> a = { old(x) | x in a }
                    + { link(i, p)
                      | i -> c in phi.clauses, p in 1 .. |c| - 3 where every q in 0 .. p: not holds(a, c[q]) }
  backward a -> a = { x | old(x) in a }
  claims   target.n <= n + t
           target.m <= m + t
