# expect: refuted forward
# because: A vertex outside of the set has no facility of its own.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}, "k": 1}
# witness of the source: ["v0"]
reduction DominatingSet -> KMedian
  given    x
  labels   site(vertex : x.G.vertices), need(vertex : x.G.vertices)
  let      order       = listed(x.G.vertices)
           near(u, v)  = u = v or {u, v} in x.G.edges
           place(S, v) = first i in positions(order): order[i] in S and near(order[i], v)
  target   facility = { site(v) | v in x.G.vertices }
           client   = { need(v) | v in x.G.vertices }
           distance = { (site(u), need(v)) -> if near(u, v) then 1 else 2 | u in x.G.vertices, v in x.G.vertices }
           k        = x.k
           bound    = |x.G.vertices|
  forward  S -> open = { site(v) | v in S }
                by = { need(v) -> site(v) | v in x.G.vertices }
  backward (open, _) -> S = { v | site(v) in open }
