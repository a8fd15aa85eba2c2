# expect: 7:12 `gcd` takes 2 arguments, found 1
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  gcd(|S|) = k
