# More cliques than vertices are never needed, and with k = 0 only the empty graph is covered.
problem CliqueCover "Clique cover (each vertex is put into one of k cliques)"
  cites    Karp1972
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  f : map from each G.vertices to one of 1 .. min(k, |G.vertices|)
  accepts  every u in G.vertices, v in G.vertices where u != v and f[u] = f[v]: {u, v} in G.edges
