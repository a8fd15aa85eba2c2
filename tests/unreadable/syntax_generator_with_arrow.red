# expect: 7:20 found `<-`
# fix: x in S
problem IndependentSet "Independent set"
  instance G : graph
           k : nat
  witness  S : subset of G.vertices
  accepts  every v <- S: v in G.vertices
