# expect: 9:31 `S` hides the witness of line 9
# fix: write `old(w) in S where w = S`, or a test such as `old(S) in S`
reduction Partition -> Partition
  given    x
  labels   old(x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> x.size[i] | i in x.item }
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { S | old(S) in S }
