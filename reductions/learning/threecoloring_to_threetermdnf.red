reduction ThreeColoring -> ThreeTermDNF
  "A vertex is a positive example without its own feature, an edge a negative one without those of its ends."
  because  "A term is a colour: the conjunction of the features of all vertices that do not have it."
           "If a term holds of both ends of an edge, it has no literal of theirs, and holds of the edge."
  cites    PittValiant1988
  given    x
  labels   bit(vertex : x.G.vertices), old(vertex : x.G.vertices), join(edge : x.G.edges)
  let      hue(i) = case i of first_term: red; second_term: green; third_term: blue
  target   feature  = { bit(v) | v in x.G.vertices }
           example  = { old(v) | v in x.G.vertices } + { join(e) | e in x.G.edges }
           has      = { old(v) -> { bit(u) | u in x.G.vertices where u != v } | v in x.G.vertices }
                      with { join(e) -> { bit(u) | u in x.G.vertices where u not in e } | e in x.G.edges }
           positive = { old(v) | v in x.G.vertices }
  forward  f -> term = { i -> { bit(v) -> if f[v] = hue(i) then absent else plain | v in x.G.vertices }
                       | i in {first_term, second_term, third_term} }
  backward term -> fits(i, v) = term[i][bit(v)] != plain
                                and every u in x.G.vertices: u != v implies term[i][bit(u)] != negated
                   f = { v -> if fits(first_term, v) then red else if fits(second_term, v) then green else blue
                       | v in x.G.vertices }
  claims   target.n = n
           target.m = n + m
           target.t <= n*(n + m)
