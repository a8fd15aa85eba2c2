reduction ChromaticNumber -> Clustering
  "Neighbours are at distance 2, other points at distance 1: a cluster of diameter 1 is a colour."
  cites    GareyJohnson1979 "MS9"
  given    x
  labels   old(vertex : x.G.vertices)
  target   point    = { old(v) | v in x.G.vertices }
           # equivalent mutant: `then 2` -> `then 3`: any distance above 1
           # equivalent mutant: `else 1` -> `else 0`: within 1 as well
           distance = { (old(u), old(v)) -> if {u, v} in x.G.edges then 2 else 1
                      | u in x.G.vertices, v in x.G.vertices }
           k        = x.k
           diameter = 1
  forward  f -> cluster = { old(v) -> f[v] | v in x.G.vertices }
  backward cluster -> f = { v -> cluster[old(v)] | v in x.G.vertices }
  claims   target.n = n
           target.b <= 2
           target.c = b
           target.d = 1
           parsimonious
