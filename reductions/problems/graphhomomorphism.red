# Two vertices of the pattern may go to one vertex of the host, if no edge joins them.
problem GraphHomomorphism "Graph homomorphism (does the pattern map to the host, edges to edges?)"
  cites    HellNesetril1990
  instance pattern : graph
           host    : graph
  measures n = |pattern.vertices|
           m = |pattern.edges|
           p = |host.vertices|
           q = |host.edges|
  witness  f : map from each pattern.vertices to one of host.vertices
  accepts  every {u, v} in pattern.edges: f[u] != f[v] and {f[u], f[v]} in host.edges
