# expect: 17:29 there is no field `vertices`
# fix: did you mean `D.D.vertices`?
problem P
  instance D : digraph
  measures n = |D.vertices|
  witness  S : subset of D.vertices
  accepts  |S| >= 1

problem Q
  instance V : set of labels
  measures n = |V|
  witness  A : subset of V
  accepts  |A| >= 1

reduction P -> Q
  given    D
  target   V = { v | v in D.vertices }
  forward  S -> A = S
  backward A -> S = A
