# A vertex with the number 0 is in none of the sets. More sets than vertices dominate only the empty graph.
problem DomaticNumber "Domatic number (k disjoint dominating sets)"
  cites    GareyJohnson1979 "GT3"
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  f : map from each G.vertices to one of 0 .. min(k, |G.vertices|)
  accepts  k <= |G.vertices| or |G.vertices| = 0
           every v in G.vertices, i in 1 .. min(k, |G.vertices|):
             some u in G.vertices: (u = v or {u, v} in G.edges) and f[u] = i
