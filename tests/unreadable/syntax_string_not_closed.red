# expect: 4:3 not closed
# fix: on the same line
problem P
  "A clause becomes a chain.
  witness  none
