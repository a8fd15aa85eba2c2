type colour = red or green or blue

problem ThreeColoring "3-colouring"
  cites    GareyJohnsonStockmeyer1976
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  f : map from each G.vertices to colour
  accepts  every {u, v} in G.edges: f[u] != f[v]
