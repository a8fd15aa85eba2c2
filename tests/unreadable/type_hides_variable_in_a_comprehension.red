# expect: 8:42 `v` hides the variable of line 8
# fix: write `w in D where w = v`, or a test such as `v in D`
problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  D : subset of G.vertices
  accepts  every v in G.vertices: |{ v | v in D }| <= k
