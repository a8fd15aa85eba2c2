# expect: 9:23 a map is iterated by its entries
# fix: write `key -> value in ...`, or `in domain(...)`
problem P
  instance G : graph
           k : nat
           w : map from each G.vertices to nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every v in w: v in S
