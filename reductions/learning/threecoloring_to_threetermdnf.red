reduction ThreeColoring -> ThreeTermDNF
  "A vertex is a positive example without its own feature, an edge a negative one without those of its ends."
  because  "A term is a colour: the conjunction of the features of all vertices that do not have it."
           "If a term holds of both ends of an edge, it has no literal of theirs, and holds of the edge."
           "A vertex has a term of which all literals hold." shows backward term -> every v in x.G.vertices:
                                                                                      wrong(term[first_term], v) = 0
                                                                                      or wrong(term[second_term], v) = 0
                                                                                      or wrong(term[third_term], v) = 0
           "If none is wrong, none is." shows backward term -> every u in x.G.vertices, v in x.G.vertices:
                                                                 wrong(term[first_term], v) = 0
                                                                 implies term[first_term][bit(u)]
                                                                           != (if u = v then plain else negated)
           "So of the second," shows backward term -> every u in x.G.vertices, v in x.G.vertices:
                                                        wrong(term[second_term], v) = 0
                                                        implies term[second_term][bit(u)]
                                                                  != (if u = v then plain else negated)
           "and of the third." shows backward term -> every u in x.G.vertices, v in x.G.vertices:
                                                        wrong(term[third_term], v) = 0
                                                        implies term[third_term][bit(u)]
                                                                  != (if u = v then plain else negated)
           "Two ends of an edge have not both the first," shows backward term -> every u in x.G.vertices,
                                                                                       v in x.G.vertices
                                                                                         where {u, v} in x.G.edges:
                                                                                   wrong(term[first_term], u) >= 1
                                                                                   or wrong(term[first_term], v) >= 1
           "the second," shows backward term -> every u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges:
                                                  wrong(term[second_term], u) >= 1 or wrong(term[second_term], v) >= 1
           "or the third." shows backward term -> every u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges:
                                                    wrong(term[third_term], u) >= 1 or wrong(term[third_term], v) >= 1
  cites    PittValiant1988
  given    x
  labels   bit(vertex : x.G.vertices), old(vertex : x.G.vertices), join(edge : x.G.edges)
  let      hue(i)      = case i of first_term: red; second_term: green; third_term: blue
           wrong(t, v) = count u in x.G.vertices: t[bit(u)] = (if u = v then plain else negated)
  target   feature  = { bit(v) | v in x.G.vertices }
           example  = { old(v) | v in x.G.vertices } + { join(e) | e in x.G.edges }
           has      = { old(v) -> { bit(u) | u in x.G.vertices where u != v } | v in x.G.vertices }
                      with { join(e) -> { bit(u) | u in x.G.vertices where u not in e } | e in x.G.edges }
           positive = { old(v) | v in x.G.vertices }
  forward  f -> term = { i -> { bit(v) -> if f[v] = hue(i) then absent else plain | v in x.G.vertices }
                       | i in {first_term, second_term, third_term} }
  backward term -> f = { v -> if wrong(term[first_term], v) = 0 then red
                              else if wrong(term[second_term], v) = 0 then green
                              else blue
                       | v in x.G.vertices }
  claims   target.n = n
           target.m = n + m
           target.t <= n*(n + m)
