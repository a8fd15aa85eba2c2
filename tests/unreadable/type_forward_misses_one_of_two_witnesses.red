# expect: 16:3 the witness of P also has `T`, which is not given
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
           T : subset of G.vertices
  accepts  |S| >= k

reduction VertexCover -> P
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = 0
  forward  S -> S = { old(v) | v in S }
  backward w -> S = { v | old(v) in w.S }
