# expect: 7:35 `item` is not known here
# fix: a field of the source is written `x.item`; a target field
reduction SubsetSum -> Partition
  given    x
  labels   old(i : x.item)
  target   item = { old(i) | i in x.item }
           size = { i -> 1 | i in item }
  forward  S -> S = {}
  backward S -> S = {}
