# With fewer than two terminals no edge is needed. Weights are not negative, so that edges that close a cycle can be left out: what
# connects the terminals at the least weight is a tree.
problem SteinerTree "Steiner tree (edges of bounded weight that connect the terminals)"
  cites    Karp1972
  instance G        : graph
           weight   : map from each G.edges to nat
           terminal : subset of G.vertices
           k        : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = max(bits(w) | e -> w in weight)
           c = bits(k)
  minimises k
  witness  T : subset of G.edges
  accepts  sum(w | e -> w in weight where e in T) <= k and connects(T, terminal)
