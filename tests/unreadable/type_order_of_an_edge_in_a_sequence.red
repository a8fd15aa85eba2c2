# expect: 8:44 a sequence needs an order, and an edge (pairs of labels of `G.vertices`) has none
# fix: write `listed(e)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every e in G.edges: |[ v | v in e ]| = k
