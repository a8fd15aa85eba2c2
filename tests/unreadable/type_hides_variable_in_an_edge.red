# expect: 9:54 `v` hides the variable of line 9
# fix: write `{u, w} in G.edges where w = v`, or a test such as `{u, v} in G.edges`
problem P "p"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  D : subset of G.vertices
  accepts  |D| <= k
           every v in G.vertices: v in D or some {u, v} in G.edges: u in D
