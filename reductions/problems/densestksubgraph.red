problem DensestKSubgraph "Densest k-vertex subgraph (k vertices with at least d edges between them)"
  cites    FeigeKortsarzPeleg2001
  instance G : graph
           k : nat
           d : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
           c = bits(d)
  maximises d
  witness  S : subset of G.vertices
  accepts  |S| = k and |induced(G, S)| >= d
