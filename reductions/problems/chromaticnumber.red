# More colours than vertices are never needed, and with k = 0 only the empty graph can be coloured.
problem ChromaticNumber "Chromatic number (colouring with k colours)"
  cites    Karp1972
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  minimises k
  witness  f : map from each G.vertices to one of 1 .. min(k, |G.vertices|)
  accepts  every {u, v} in G.edges: f[u] != f[v]
