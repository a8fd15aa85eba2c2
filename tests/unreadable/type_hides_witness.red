# expect: 8:17 `D` hides the witness
# fix: choose another name
problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  D : subset of G.vertices
  accepts  some D in G.vertices: D in G.vertices
