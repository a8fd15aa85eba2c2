# expect: 3:1 the type `tree` contains itself
# fix: use indices or labels to refer
type tree = leaf or node(tree, tree)

problem P
  instance t : tree
           G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| >= k
