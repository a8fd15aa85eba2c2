reduction HamiltonianCycle -> SAT
  "A variable for each vertex and place in the cycle, which begins at the first vertex."
  because  "Every vertex has a place, and no place has two vertices: so each has one. Vertices in places that follow each other are joined."
           "Fewer than three vertices have no cycle: an empty clause."
           "A vertex has a place,"
             shows backward a -> every v in x.G.vertices: some p in positions(order): at(v, p) in a
           "and no place has two."
             shows backward a -> every u in x.G.vertices, v in x.G.vertices, p in positions(order):
                                   at(u, p) in a and at(v, p) in a implies u = v
           "There are as many places as vertices: each has its vertex."
             shows backward a -> not (some p in positions(order):
                                        at((the v in x.G.vertices: at(v, p) in a), p) not in a)
           "And no vertex has two."
             shows backward a -> every v in x.G.vertices, p in positions(order), q in positions(order):
                                   at(v, p) in a and at(v, q) in a implies p = q
           "They follow."
             shows backward a -> every i in positions(order):
                                   (fold w = [] over j in 1 .. n:
                                      w
                                      ++ [if j = 1 then order[0]
                                          else cycle([ the v in x.G.vertices: at(v, p) in a
                                                     | p in positions(order) ])[w[j - 2]]])[i]
                                     = (the v in x.G.vertices: at(v, i) in a)
  cites    Knuth2015
  given    x
  labels   at(vertex : x.G.vertices, place : position)
  let      order   = listed(x.G.vertices)
           n       = |order|
           walk(c) = fold w = [] over i in 1 .. n: w ++ [if i = 1 then order[0] else c[w[i - 2]]]
  # equivalent mutant: `where u != v and {u, v}` -> `where {u, v}`: no vertex has two places
  target   variables = { at(v, p) | v in x.G.vertices, p in positions(order) }
           clauses   = if n < 3 then [[]]
                       else [[positive(at(order[0], 0))]]
                            ++ [ [ positive(at(v, p)) | p in positions(order) ] | v in order ]
                            ++ [ [negative(at(u, p)), negative(at(v, p))]
                               | i -> u in order, j -> v in order, p in positions(order) where i < j ]
                            ++ [ [negative(at(u, p)), negative(at(v, if p + 1 < n then p + 1 else 0))]
                               | u in order,
                                 v in order,
                                 p in positions(order) where u != v and {u, v} not in x.G.edges ]
  forward  c -> a = { at(v, p) | p -> v in walk(c) }
  backward a -> c = cycle([ the v in x.G.vertices: at(v, p) in a | p in positions(order) ])
  claims   target.n = n^2
           target.m <= 3/2*n^3 + n + 1
           target.t <= 3*n^3 + 1
           parsimonious
