# expect: 3:20 found `nat`, expected `of`
problem P
  instance s : seq nat
