problem MaxCut "Maximum cut, with weights"
  cites    Karp1972
  instance G      : graph
           weight : map from each G.edges to nat
           k      : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = max(bits(w) | e -> w in weight)
           c = bits(k)
  maximises k
  witness  S : subset of G.vertices
  accepts  sum(w | e -> w in weight where (some u in e: u in S) and (some v in e: v not in S)) >= k
