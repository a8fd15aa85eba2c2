# expect: 7:22 twice
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every {u, u} in G.edges: u in S
