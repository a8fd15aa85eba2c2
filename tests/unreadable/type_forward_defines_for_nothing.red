# expect: 8:17 `T` is not used, and is not `S`, the witness of Partition
# fix: expected `S`, or a name that the others use
reduction Partition -> Partition
  given    x
  labels   old(x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
  forward  S -> T = { old(i) | i in S }
                S = { old(i) | i in x.item }
  backward S -> S = { i | old(i) in S }
