# expect: 7:28 `->` iterates over a map or a sequence
# fix: write `(u, v) in D.arcs`
problem P
  instance D : digraph
  measures n = |D.vertices|
  witness  none
  accepts  every u -> v in D.arcs: u != v
