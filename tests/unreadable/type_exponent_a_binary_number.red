# expect: 8:16 the exponent follows the value of `k`: the power would have exponentially many digits
# fix: clamp it by a size: `min(..., |...|)`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  2 ^ k > |S|
