# expect: 5:3 left of the sections
# fix: column 4
problem P
   instance G : graph
  accepts  true
