# expect: 4:10 `l` is not known here as a measure
# fix: did you mean `L`?
problem Shallow restricts DNNT where |layers| = 2
  fixing l
