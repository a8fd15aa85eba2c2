# expect: 8:32 `x` hides the given instance
# fix: choose another name
reduction Partition -> Partition
  given    x
  labels   old(x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
  forward  S -> S = { old(x) | x in S }
  backward S -> S = { i | old(i) in S }
