problem FeedbackNodeSet "Feedback node set (vertices that meet every directed cycle)"
  cites    Karp1972
  instance D : digraph
           k : nat
  valid    every (u, v) in D.arcs: u != v
  measures n = |D.vertices|
           m = |D.arcs|
           b = bits(k)
  minimises k
  witness  S : subset of D.vertices
  accepts  |S| <= k and acyclic({ (u, v) | (u, v) in D.arcs where u not in S and v not in S })
