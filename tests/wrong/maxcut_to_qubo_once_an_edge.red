# expect: refuted backward
# because: An edge within a side must take back both its ends.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "weight": [[["v0", "v1"], 1]], "k": 1}
# witness of the target: ["side(v0)", "side(v1)"]
reduction MaxCut -> QUBO
  given    x
  labels   side(vertex : x.G.vertices)
  let      order   = listed(x.G.vertices)
           ends(v) = sum(w | e -> w in x.weight where v in e)
  target   variable    = { side(v) | v in x.G.vertices }
           coefficient = { (side(v), side(v)) -> -ends(v) | v in x.G.vertices }
                         with { (side(u), side(v)) -> 0 * x.weight[{u, v}] | {u, v} in x.G.edges }
           bound       = -x.k
  forward  S -> S = { side(v) | v in S }
  backward S -> S = { v | side(v) in S }
