reduction OneInThreeSAT -> ExactCover
  "An element per variable and per clause; a set per literal: its variable and the clauses in which it occurs."
  because  "Each variable's element chooses one of its two literals. A literal that occurs twice in a clause cannot be true: it has no set."
           "A clause has a true literal,"
             shows forward a -> every c in phi.clauses:
                                  some p in positions(c): (case c[p] of positive(x): x in a; negative(x): x not in a)
           "and no other at another place."
             shows forward a -> every c in phi.clauses, p in positions(c), q in positions(c) where p < q:
                                  not (case c[p] of positive(x): x in a; negative(x): x not in a)
                                  or not (case c[q] of positive(x): x in a; negative(x): x not in a)
           "So true literals have sets."
             shows forward a -> every x in phi.variables: if x in a then once(positive(x)) else once(negative(x))
           "A clause has a literal whose set is taken,"
             shows backward C -> every c in phi.clauses:
                                   some p in positions(c):
                                     (case c[p] of positive(x): yes(x) in C; negative(x): yes(x) not in C)
           "and no other at another place."
             shows backward C -> every c in phi.clauses, p in positions(c), q in positions(c) where p < q:
                                   not (case c[p] of positive(x): yes(x) in C; negative(x): yes(x) not in C)
                                   or not (case c[q] of positive(x): yes(x) in C; negative(x): yes(x) not in C)
  cites    Karp1972
  given    phi
  labels   chosen(variable : phi.variables), met(clause : position), yes(variable : phi.variables),
             no(variable : phi.variables)
  let      once(l)   = every c in phi.clauses: (count k in c: k = l) <= 1
           covers(l) = {chosen(variable(l))} + { met(i) | i -> c in phi.clauses where l in c }
  target   universe = { chosen(x) | x in phi.variables } + { met(i) | i -> _ in phi.clauses }
           index    = { yes(x) | x in phi.variables where once(positive(x)) }
                      + { no(x) | x in phi.variables where once(negative(x)) }
           family   = { yes(x) -> covers(positive(x)) | x in phi.variables where once(positive(x)) }
                      with { no(x) -> covers(negative(x)) | x in phi.variables where once(negative(x)) }
  forward  a -> C = { yes(x) | x in phi.variables where x in a } + { no(x) | x in phi.variables where x not in a }
  backward C -> a = { x | yes(x) in C }
  claims   target.n = n + m
           target.m <= 2*n
           target.t <= 2*n + 2*m*n
           parsimonious
