# expect: 6:16 this measures the value of the binary number `k`
# fix: measure its length: `bits(k)`
problem P
  instance G : graph
           k : nat
  measures n = k
  witness  S : subset of G.vertices
  accepts  |S| >= k
