# expect: 8:17 found `T`, expected `S`, the witness of Partition
# fix: write `S = ...`
reduction Partition -> Partition
  given    x
  labels   old(x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
  forward  S -> T = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
