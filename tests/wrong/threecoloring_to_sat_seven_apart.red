# expect: refuted backward
# because: Ends that are seven apart may share a colour; images have so many witnesses that their number is beyond the limit.
# beyond: n = 8, m = 1
reduction ThreeColoring -> SAT
  given    x
  labels   isred(vertex : x.G.vertices), isgreen(vertex : x.G.vertices), isblue(vertex : x.G.vertices)
  let      rank = { v -> i | i -> v in listed(x.G.vertices) }
  target   variables = { isred(v) | v in x.G.vertices }
                       + { isgreen(v) | v in x.G.vertices }
                       + { isblue(v) | v in x.G.vertices }
           clauses   = [ [positive(isred(v)), positive(isgreen(v)), positive(isblue(v))] | v in listed(x.G.vertices) ]
                       ++ [ c
                          | e in listed(x.G.edges) where max(rank[v] | v in e) < min(rank[v] | v in e) + 7,
                            c in [[ negative(isred(v)) | v in listed(e) ],
                                  [ negative(isgreen(v)) | v in listed(e) ],
                                  [ negative(isblue(v)) | v in listed(e) ]] ]
  forward  f -> a = { isred(v) | v in x.G.vertices where f[v] = red }
                    + { isgreen(v) | v in x.G.vertices where f[v] = green }
                    + { isblue(v) | v in x.G.vertices where f[v] = blue }
  backward a -> f = { v -> if isred(v) in a then red else if isgreen(v) in a then green else blue | v in x.G.vertices }
  claims   target.n = 3*n
           target.m <= n + 3*m
           target.t <= 3*n + 6*m
