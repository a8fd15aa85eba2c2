reduction DominatingSet -> KCenter
  "Distance 1 along edges and 2 elsewhere: what is within 1 of a centre is dominated by it."
  cites    GareyJohnson1979 "ND50"
  given    x
  labels   old(vertex : x.G.vertices)
  target   site     = { old(v) | v in x.G.vertices }
           # equivalent mutant: `1 else 2` -> `1 else 3`: any distance above 1
           # equivalent mutant: `v then 0` -> `v then 1`: within 1 as well
           # equivalent mutant: `x.G.edges then 1` -> `x.G.edges then 0`: within 1 as well
           distance = { (old(u), old(v)) -> if u = v then 0 else if {u, v} in x.G.edges then 1 else 2
                      | u in x.G.vertices, v in x.G.vertices }
           k        = x.k
           radius   = 1
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   target.n = n
           target.b <= 2
           target.c = b
           target.d = 1
           parsimonious
