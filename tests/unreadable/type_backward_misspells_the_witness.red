# expect: 9:17 found `s`, expected `S`, the witness of Partition
# fix: write `S = ...`
reduction Partition -> Partition
  given    x
  labels   old(x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
  forward  S -> S = { old(i) | i in S }
  backward S -> s = { i | old(i) in S }
