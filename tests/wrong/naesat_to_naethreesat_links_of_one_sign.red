# expect: refuted backward
# because: A link that is the same on both sides of a cut ties nothing.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"positive": "v0"}, {"positive": "v0"}, {"positive": "v0"}]]}
# witness of the target: ["old(v0)"]
reduction NAESAT -> NAEThreeSAT
  given    phi
  labels   old(variable : phi.variables), link(clause : position, place : position)
  let      lift(l)        = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           chain(i, c)    = [ if p = 0 then [lift(c[0]), lift(c[1]), positive(link(i, 1))]
                              else if p = |c| - 3 then [positive(link(i, p)), lift(c[p + 1]), lift(c[p + 2])]
                              else [negative(link(i, p)), lift(c[p + 1]), positive(link(i, p + 1))]
                            | p in 0 .. |c| - 3 ]
           differs(a, c)  = first q in positions(c): not (holds(a, c[q]) iff holds(a, c[0]))
  target   variables = { old(x) | x in phi.variables } + { link(i, p) | i -> c in phi.clauses, p in 1 .. |c| - 3 }
           clauses   = [ d | i -> c in phi.clauses, d in if |c| <= 3 then [[ lift(l) | l in c ]] else chain(i, c) ]
  forward  a -> a = { old(x) | x in a }
                    + { link(i, p)
                      | i -> c in phi.clauses,
                        p in 1 .. |c| - 3 where if p < differs(a, c) then not holds(a, c[0]) else holds(a, c[|c| - 1]) }
  backward a -> a = { x | old(x) in a }
