# expect: 5:8 neither a section nor an item
# fix: column 12
problem P
  instance G : graph
       k : nat
