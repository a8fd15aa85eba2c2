# expect: 8:27 `S` hides the variable of line 8
# fix: write `w in G.vertices where w = S`, or a test such as `S in G.vertices`
problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  D : subset of G.vertices
  let      few(S) = every S in G.vertices: S in D
  accepts  few(D)
