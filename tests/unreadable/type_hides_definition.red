# expect: 10:18 `size` hides the definition of that name
# fix: choose another name
define size(S) = |S|

problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  D : subset of G.vertices
  accepts  every size in 1 .. |D|: size <= k
