# expect: 7:22 twice
problem P
  instance G : digraph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every (u, u) in G.arcs: u in S
