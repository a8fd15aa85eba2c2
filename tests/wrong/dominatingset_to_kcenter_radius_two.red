# expect: refuted backward
# because: Everything is within 2 of everything.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 1}
# witness of the target: ["old(v0)"]
reduction DominatingSet -> KCenter
  given    x
  labels   old(vertex : x.G.vertices)
  target   site     = { old(v) | v in x.G.vertices }
           distance = { (old(u), old(v)) -> if u = v then 0 else if {u, v} in x.G.edges then 1 else 2
                      | u in x.G.vertices, v in x.G.vertices }
           k        = x.k
           radius   = 2
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
