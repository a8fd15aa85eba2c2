# expect: 3:15 the item ends here, expected an expression
problem P
  measures n =
           m = 2
