# expect: 9:18 `few` hides the definition of line 8
# fix: choose another name
problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  D : subset of G.vertices
  let      few = 3
  accepts  every few in D: few in D
