problem FourColoring "4-colouring"
  cites    GareyJohnson1979 "GT4"
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  f : map from each G.vertices to one of 1 .. 4
  accepts  every {u, v} in G.edges: f[u] != f[v]
