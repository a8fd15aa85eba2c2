# expect: refuted backward
# run: slow
# because: A term without a vertex may have the negation of another.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v1", "v2"]]}}
# witness of the target: {"first_term": {"bit(v0)": "negated", "bit(v1)": "absent", "bit(v2)": "absent"}, "second_term": {"bit(v0)": "absent", "bit(v1)": "absent", "bit(v2)": "plain"}, "third_term": {"bit(v0)": "absent", "bit(v1)": "plain", "bit(v2)": "absent"}}
# within: n = 3, m = 1
reduction ThreeColoring -> ThreeTermDNF
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
                   f = { v -> if fits(first_term, v) then red else if fits(second_term, v) then green else blue
                       | v in x.G.vertices }
