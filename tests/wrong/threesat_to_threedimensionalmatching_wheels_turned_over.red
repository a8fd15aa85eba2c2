# expect: refuted backward
# because: The wheel's other half means true.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}]]}
# witness of the target: [["yes(v0, 0)", "no(v0, 0)", "no(v0, 0)"], ["no(v0, 0)", "yes(v0, 0)", "yes(v0, 0)"]]
reduction ThreeSAT -> ThreeDimensionalMatching
  given    phi
  labels   yes(variable : phi.variables, clause : position), no(variable : phi.variables, clause : position),
             empty(clause : position)
  let      spots         = { (variable(l), i) | i -> c in phi.clauses, l in c }
           wheel(x)      = [ i | i -> c in phi.clauses where (some l in c: variable(l) = x) ]
           after(x, i)   = wheel(x)[((first j in positions(wheel(x)): wheel(x)[j] = i) + 1) mod |wheel(x)|]
           first_of(i)   = (variable(phi.clauses[i][0]), i)
           fillers       = { (x, i) | (x, i) in spots where (x, i) != first_of(i) }
           tips          = { yes(x, i) | (x, i) in spots } + { no(x, i) | (x, i) in spots }
           tip(l, i)     = case l of positive(x): yes(x, i); negative(x): no(x, i)
           place((x, i)) = no(x, i)
  target   T       = tips + { empty(i) | i -> c in phi.clauses where |c| = 0 }
           triples = { (no(x, i), yes(x, i), yes(x, i)) | (x, i) in spots }
                     + { (yes(x, i), yes(x, after(x, i)), yes(x, i)) | (x, i) in spots }
                     + { (tip(l, i), place(first_of(i)), place(first_of(i))) | i -> c in phi.clauses, l in c }
                     + { (t, place(s), place(s)) | t in tips, s in fillers }
  forward  a -> taken = { i -> tip(first l in c: holds(a, l), i) | i -> c in phi.clauses }
                free = listed({ if x in a then yes(x, i) else no(x, i) | (x, i) in spots } - range(taken))
                M = { (no(x, i), yes(x, i), yes(x, i)) | (x, i) in spots where x in a }
                    + { (yes(x, i), yes(x, after(x, i)), yes(x, i)) | (x, i) in spots where x not in a }
                    + { (t, place(first_of(i)), place(first_of(i))) | i -> t in taken }
                    + { (free[g], place(s), place(s)) | g -> s in listed(fillers) }
  backward M -> a = { x | (yes(x, _), yes(_, _), _) in M }
