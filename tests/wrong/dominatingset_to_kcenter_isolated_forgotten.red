# expect: refuted forward
# because: A vertex without an edge is dominated by itself only.
# instance: {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
# witness of the source: ["v0"]
reduction DominatingSet -> KCenter
  given    x
  labels   old(vertex : x.G.vertices)
  target   site     = { old(v) | v in x.G.vertices }
           distance = { (old(u), old(v)) -> if u = v then 0 else if {u, v} in x.G.edges then 1 else 2
                      | u in x.G.vertices, v in x.G.vertices }
           k        = x.k
           radius   = 1
  forward  S -> S = { old(v) | v in S where some e in x.G.edges: v in e }
  backward S -> S = { v | old(v) in S }
