reduction ListColoring -> SAT
  "A variable for each vertex and colour of its list."
  because  "Every vertex has a colour, and just one, and the ends of an edge never share one."
  cites    Knuth2015
  given    x
  labels   coloured(vertex : x.G.vertices, colour : x.palette)
  let      order   = listed(x.G.vertices)
           colours = listed(x.palette)
  target   variables = { coloured(v, c) | v -> L in x.list, c in L }
           clauses   = [ [ positive(coloured(v, c)) | c in colours where c in x.list[v] ] | v in order ]
                       ++ [ [negative(coloured(v, c)), negative(coloured(v, d))]
                          | v in order,
                            p -> c in colours,
                            q -> d in colours where p < q and c in x.list[v] and d in x.list[v] ]
                       ++ [ [negative(coloured(u, c)), negative(coloured(v, c))]
                          | p -> u in order,
                            q -> v in order,
                            c in colours where p < q and {u, v} in x.G.edges and c in x.list[u] and c in x.list[v] ]
  forward  f -> a = { coloured(v, c) | v -> c in f }
  backward a -> f = { v -> the c in x.list[v]: coloured(v, c) in a | v in x.G.vertices }
  claims   target.n = t
           parsimonious
