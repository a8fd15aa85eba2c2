# expect: 4:14 found `:`
# fix: follows `=`
reduction A -> B
  let      n : 2
