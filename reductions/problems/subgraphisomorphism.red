problem SubgraphIsomorphism "Subgraph isomorphism (is the pattern a subgraph, induced or not, of the host?)"
  cites    Cook1971
  instance pattern : graph
           host    : graph
  measures n = |pattern.vertices|
           m = |pattern.edges|
           p = |host.vertices|
           q = |host.edges|
  witness  f : map from each pattern.vertices to one of host.vertices
  accepts  every u in pattern.vertices, v in pattern.vertices where u != v: f[u] != f[v]
           every {u, v} in pattern.edges: {f[u], f[v]} in host.edges
