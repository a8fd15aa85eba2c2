# expect: 8:41 `v` hides the variable of line 8
# fix: choose another name
problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  D : subset of G.vertices
  accepts  every v in G.vertices: (fold v = 0 over i in 1 .. |D|: v + i) <= k
