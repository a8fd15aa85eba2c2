# expect: 3:14 found `graph`, expected `:`
problem P
  instance G graph
