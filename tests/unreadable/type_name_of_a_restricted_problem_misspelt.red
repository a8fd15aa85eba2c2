# expect: 3:25 `SATT` is no problem of the library
# fix: did you mean `SAT`?
problem Short restricts SATT where true
