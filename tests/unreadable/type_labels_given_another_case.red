# expect: 5:25 expected a value of type `literal` as argument `l` of `old`: with a nat and with a label of `item` in `positive`
reduction SubsetSum -> Partition
  given    x
  labels   old(l : literal over x.item, i : position)
  target   item = { old(negative(0), 0) | i in x.item }
           size = {}
  forward  S -> S = {}
  backward S -> S = {}
