# expect: 3:14 found `|`, expected `=`
problem P
  measures n |V|
