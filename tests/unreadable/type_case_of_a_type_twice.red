# expect: 2:31 declared twice
type colour = red or green or red

problem P
  instance G : graph
           k : seq of colour
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every x in k: x = red
