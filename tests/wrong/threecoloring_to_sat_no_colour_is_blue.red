# expect: refuted backward
# because: That a vertex has a colour is nowhere said, and without one it becomes blue.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the target: ["isblue(v0)"]
reduction ThreeColoring -> SAT
  given    x
  labels   isred(vertex : x.G.vertices), isgreen(vertex : x.G.vertices), isblue(vertex : x.G.vertices)
  target   variables = { isred(v) | v in x.G.vertices }
                       + { isgreen(v) | v in x.G.vertices }
                       + { isblue(v) | v in x.G.vertices }
           clauses   = [ c
                          | e in listed(x.G.edges),
                            c in [[ negative(isred(v)) | v in listed(e) ],
                                  [ negative(isgreen(v)) | v in listed(e) ],
                                  [ negative(isblue(v)) | v in listed(e) ]] ]
  forward  f -> a = { isred(v) | v in x.G.vertices where f[v] = red }
                    + { isgreen(v) | v in x.G.vertices where f[v] = green }
                    + { isblue(v) | v in x.G.vertices where f[v] = blue }
  backward a -> f = { v -> if isred(v) in a then red else if isgreen(v) in a then green else blue | v in x.G.vertices }
