problem InducedSubgraphIsomorphism "Induced subgraph isomorphism (is the pattern an induced subgraph of the host?)"
  cites    GareyJohnson1979 "GT48"
  instance pattern : graph
           host    : graph
  measures n = |pattern.vertices|
           m = |pattern.edges|
           p = |host.vertices|
           q = |host.edges|
  witness  f : map from each pattern.vertices to one of host.vertices
  accepts  every u in pattern.vertices, v in pattern.vertices where u != v: f[u] != f[v]
           every u in pattern.vertices, v in pattern.vertices:
             u != v implies ({u, v} in pattern.edges iff {f[u], f[v]} in host.edges)
