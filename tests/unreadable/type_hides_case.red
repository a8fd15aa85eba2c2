# expect: 10:18 `left` hides the case of that name
# fix: choose another name
type choice = left or right

problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  D : subset of G.vertices
  accepts  every left in D: left in D
