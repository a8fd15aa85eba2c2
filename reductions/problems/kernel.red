problem Kernel "Kernel of a digraph (no arc within it, and an arc into it from everywhere else)"
  cites    Chvatal1973
  instance D : digraph
  measures n = |D.vertices|
           m = |D.arcs|
  witness  S : subset of D.vertices
  accepts  every (u, v) in D.arcs: u not in S or v not in S
           every u in D.vertices: u in S or some v in S: (u, v) in D.arcs
