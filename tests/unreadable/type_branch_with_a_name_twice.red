# expect: 9:44 twice
type step = move(nat, nat)

problem P
  instance G : graph
           k : seq of step
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every s in k: case s of move(i, i): i = 0
