# expect: 4:16 found `list`
# fix: seq of T
problem P
  instance s : list of nat
