# expect: 8:34 `old` hides the constructor of that name
# fix: choose another name
reduction Partition -> Partition
  given    x
  labels   old(x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
  forward  S -> S = { old(old) | old in S }
  backward S -> S = { i | old(i) in S }
