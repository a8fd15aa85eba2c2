# expect: 4:3 `instnace` is not a section
# fix: did you mean `instance`
problem P
  instnace G : graph
