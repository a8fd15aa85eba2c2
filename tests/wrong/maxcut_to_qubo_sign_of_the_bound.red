# expect: refuted backward
# because: The energy of a cut is minus its weight.
# instance: {"G": {"vertices": [], "edges": []}, "weight": [], "k": 1}
# witness of the target: []
reduction MaxCut -> QUBO
  given    x
  labels   side(vertex : x.G.vertices)
  let      order   = listed(x.G.vertices)
           ends(v) = sum(w | e -> w in x.weight where v in e)
  target   variable    = { side(v) | v in x.G.vertices }
           coefficient = { (side(v), side(v)) -> -ends(v) | v in x.G.vertices }
                         with { (side(u), side(v)) -> x.weight[{u, v}] | {u, v} in x.G.edges }
           bound       = x.k
  forward  S -> S = { side(v) | v in S }
  backward S -> S = { v | side(v) in S }
