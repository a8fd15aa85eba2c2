# expect: 5:12 found `subset`
# fix: name the witness
problem P
  instance V : set of labels
  witness  subset of V
