reduction Clustering -> ChromaticNumber
  "Points that are too far from each other are joined; a cluster is a colour."
  cites    GareyJohnson1979 "MS9"
  given    x
  labels   old(point : x.point)
  target   G.vertices = { old(p) | p in x.point }
           G.edges    = { {old(p), old(q)} | p in x.point, q in x.point where p != q and x.distance[p, q] > x.diameter }
           k          = x.k
  forward  cluster -> f = { old(p) -> cluster[p] | p in x.point }
  backward f -> cluster = { p -> f[old(p)] | p in x.point }
  claims   target.n = n
           target.m <= n*(n - 1)/2
           target.b = c
           parsimonious
