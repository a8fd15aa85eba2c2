problem HalfSizeClique "Half clique (a clique on at least half of the vertices)"
  cites    Karp1972
  instance G : graph
  measures n = |G.vertices|
           m = |G.edges|
  witness  S : subset of G.vertices
  accepts  2 * |S| >= |G.vertices| and every u in S, v in S where u != v: {u, v} in G.edges
