reduction ThreeSAT -> ForbiddenPairsPath
  "A path goes from clause to clause and takes a literal of each; a literal and its opposite are a forbidden pair."
  because  "Every clause has a literal." shows forward a -> every c in phi.clauses:
                                                              (some x in phi.variables: positive(x) in c)
                                                              or (some x in phi.variables: negative(x) in c)
           "So there are at least as many nodes as clauses." shows forward a -> m
                                                                                  <= (count c in phi.clauses:
                                                                                        some x in phi.variables:
                                                                                          positive(x) in c)
                                                                                     + (count c in phi.clauses:
                                                                                          some x in phi.variables:
                                                                                            negative(x) in c)
           "Each of another clause." shows forward a -> (count c in phi.clauses:
                                                           some x in phi.variables: positive(x) in c)
                                                        + (count c in phi.clauses:
                                                             some x in phi.variables: negative(x) in c)
                                                          <= |nodes|
           "A path takes the clauses one after the other." shows backward path -> every i in 1 .. |path| - 1:
                                                                                    path[i] = finish
                                                                                    or (some l in phi.clauses[i - 1]:
                                                                                          path[i] = node(i - 1, l))
           "So it takes them all." shows backward path -> |path| = m + 2
           "A literal of each." shows backward path -> every i -> c in phi.clauses:
                                                         some l in c: path[i + 1] = node(i, l)
  cites    GabowMaheshwariOsterweil1976
  given    phi
  labels   start, node(clause : position, literal : literal over phi.variables), finish
  let      nodes = { node(i, l) | i -> c in phi.clauses, l in c }
           m     = |phi.clauses|
  target   D.vertices = {start} + nodes + {finish}
           D.arcs     = { (start, node(i, l)) | node(i, l) in nodes where i = 0 }
                        + { (node(i, l), node(j, k)) | node(i, l) in nodes, node(j, k) in nodes where j = i + 1 }
                        + { (node(i, l), finish) | node(i, l) in nodes where i + 1 = m }
                        + { (start, finish) | i in {0} where m = 0 }
           pairs      = { (node(i, l), node(j, k)) | node(i, l) in nodes, node(j, k) in nodes where l = opposite(k) }
           s          = start
           t          = finish
  forward  a -> path = [start] ++ [ node(i, first l in c: holds(a, l)) | i -> c in phi.clauses ] ++ [finish]
  backward path -> a = { x | node(_, positive(x)) in path }
  claims   target.n <= 3*m + 2
           target.m <= 9*m^2 + 6*m + 1
           target.p <= 9*m^2
