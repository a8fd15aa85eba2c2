# expect: 4:14 found `=`, expected `:`
# fix: follows `:`
problem P
  instance G = graph
