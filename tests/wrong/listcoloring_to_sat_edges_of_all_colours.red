# expect: refuted backward
# because: The ends of an edge take different colours, not one of them.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "palette": ["p0"], "list": {"v0": ["p0"], "v1": ["p0"]}}
# witness of the target: ["coloured(v0, p0)", "coloured(v1, p0)"]
reduction ListColoring -> SAT
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
                       ++ [ [positive(coloured(u, c)), positive(coloured(v, c))]
                          | p -> u in order,
                            q -> v in order,
                            c in colours where p < q and {u, v} in x.G.edges and c in x.list[u] and c in x.list[v] ]
  forward  f -> a = { coloured(v, c) | v -> c in f }
  backward a -> f = { v -> the c in x.list[v]: coloured(v, c) in a | v in x.G.vertices }
