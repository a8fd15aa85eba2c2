# expect: 4:3 `target` is not a section of a problem
# fix: a section of a reduction
problem P
  target   k = 1
