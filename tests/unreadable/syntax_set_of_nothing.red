# expect: 4:19 the item ends here, expected `of`
# fix: write `set of labels`
problem P
  instance V : set
           k : nat
