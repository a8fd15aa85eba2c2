reduction DominatingSet -> KMedian
  "Each vertex is a facility and a client: at distance 1 from itself and its neighbours, at 2 from the others."
  cites    GareyJohnson1979 "ND51"
  given    x
  labels   site(vertex : x.G.vertices), need(vertex : x.G.vertices)
  let      order       = listed(x.G.vertices)
           near(u, v)  = u = v or {u, v} in x.G.edges
           place(S, v) = first i in positions(order): order[i] in S and near(order[i], v)
  target   facility = { site(v) | v in x.G.vertices }
           client   = { need(v) | v in x.G.vertices }
           # equivalent mutant: `1 else 2` -> `1 else 3`: any distance above 1
           distance = { (site(u), need(v)) -> if near(u, v) then 1 else 2 | u in x.G.vertices, v in x.G.vertices }
           k        = x.k
           bound    = |x.G.vertices|
  forward  S -> open = { site(v) | v in S }
                by = { need(v) -> site(order[place(S, v)]) | v in x.G.vertices }
  backward (open, _) -> S = { v | site(v) in open }
  claims   target.n = n
           target.m = n
           target.b <= 2
           target.c = b
           target.d = bits(n)
