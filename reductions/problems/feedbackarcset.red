problem FeedbackArcSet "Feedback arc set (arcs that meet every directed cycle)"
  cites    Karp1972
  instance D : digraph
           k : nat
  valid    every (u, v) in D.arcs: u != v
  measures n = |D.vertices|
           m = |D.arcs|
           b = bits(k)
  minimises k
  witness  F : subset of D.arcs
  accepts  |F| <= k and acyclic(D.arcs - F)
