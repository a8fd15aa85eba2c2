# expect: refuted forward
# because: All examples are positive.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the source: {"v0": "red", "v1": "green"}
# within: n = 2, m = 1
reduction ThreeColoring -> ThreeTermDNF
  given    x
  labels   bit(vertex : x.G.vertices), old(vertex : x.G.vertices), join(edge : x.G.edges)
  let      hue(i) = case i of first_term: red; second_term: green; third_term: blue
  target   feature  = { bit(v) | v in x.G.vertices }
           example  = { old(v) | v in x.G.vertices } + { join(e) | e in x.G.edges }
           has      = { old(v) -> { bit(u) | u in x.G.vertices where u != v } | v in x.G.vertices }
                      with { join(e) -> { bit(u) | u in x.G.vertices where u not in e } | e in x.G.edges }
           positive = { old(v) | v in x.G.vertices } + { join(e) | e in x.G.edges }
  forward  f -> term = { i -> { bit(v) -> if f[v] = hue(i) then absent else plain | v in x.G.vertices }
                       | i in {first_term, second_term, third_term} }
  backward term -> fits(i, v) = term[i][bit(v)] != plain
                                and every u in x.G.vertices: u != v implies term[i][bit(u)] != negated
                   f = { v -> if fits(first_term, v) then red else if fits(second_term, v) then green else blue
                       | v in x.G.vertices }
