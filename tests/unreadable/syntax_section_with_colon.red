# expect: 4:10 found `:`
# fix: no `:` follows
problem P
  witness: none
