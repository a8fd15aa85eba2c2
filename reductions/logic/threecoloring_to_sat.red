reduction ThreeColoring -> SAT
  "A variable for each vertex and colour; every vertex has a colour, and the ends of an edge never share one."
  because  "A vertex with several true colours may take any of them: its neighbours have none of these. So no clause forbids it."
  cites    GareyJohnsonStockmeyer1976
  given    x
  labels   isred(vertex : x.G.vertices), isgreen(vertex : x.G.vertices), isblue(vertex : x.G.vertices)
  target   variables = { isred(v) | v in x.G.vertices }
                       + { isgreen(v) | v in x.G.vertices }
                       + { isblue(v) | v in x.G.vertices }
           clauses   = [ [positive(isred(v)), positive(isgreen(v)), positive(isblue(v))] | v in listed(x.G.vertices) ]
                       ++ [ c
                          | e in listed(x.G.edges),
                            c in [[ negative(isred(v)) | v in listed(e) ],
                                  [ negative(isgreen(v)) | v in listed(e) ],
                                  [ negative(isblue(v)) | v in listed(e) ]] ]
  forward  f -> a = { isred(v) | v in x.G.vertices where f[v] = red }
                    + { isgreen(v) | v in x.G.vertices where f[v] = green }
                    + { isblue(v) | v in x.G.vertices where f[v] = blue }
  # equivalent mutant: `if isred(v) in a` -> `if isblue(v) in a`: red and blue change names
  # equivalent mutant: `isgreen(v) in a` -> `isgreen(v) not in a`: green and blue change names
  # equivalent mutant: `green else blue` -> `blue else green`: green and blue change names
  backward a -> f = { v -> if isred(v) in a then red else if isgreen(v) in a then green else blue | v in x.G.vertices }
  claims   target.n = 3*n
           target.m = n + 3*m
           target.t = 3*n + 6*m
