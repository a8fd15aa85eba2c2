# expect: 3:20 found `nat`, expected `from`
problem P
  instance s : map nat to nat
