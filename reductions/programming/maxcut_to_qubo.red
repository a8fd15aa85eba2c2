reduction MaxCut -> QUBO
  "An edge of weight w between x and y counts w(2xy - x - y): -w if it is cut, and 0 if not."
  cites    Lucas2014
  given    x
  labels   side(vertex : x.G.vertices)
  let      order   = listed(x.G.vertices)
           ends(v) = sum(w | e -> w in x.weight where v in e)
  target   variable    = { side(v) | v in x.G.vertices }
           coefficient = { (side(v), side(v)) -> -ends(v) | v in x.G.vertices }
                         with { (side(u), side(v)) -> x.weight[{u, v}] | {u, v} in x.G.edges }
           bound       = -x.k
  forward  S -> S = { side(v) | v in S }
  backward S -> S = { v | side(v) in S }
  claims   target.n = n
           target.m <= n^2
           target.b <= b + bits(m)
           target.c <= c
           parsimonious
