# expect: 8:34 found a label of `G.vertices`, expected a number
# fix: labels have no order of their own; compare positions, or list them with `listed`
problem P
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  every u in S, v in S: u < v or u = v
