# expect: 4:12 not closed
# fix: on the same line
problem P
  because  "A clause becomes
            a chain."
  witness  none
