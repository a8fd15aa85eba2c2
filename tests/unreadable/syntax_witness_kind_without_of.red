# expect: 6:22 found `G`, expected `of`, an operator or the end of the item
# fix: write `cycle of`
problem P
  instance G : graph
  measures n = |G.vertices|
  witness  f : cycle G.vertices
  accepts  true
