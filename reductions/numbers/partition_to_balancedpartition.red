reduction Partition -> BalancedPartition
  "Each item is one larger, and there are as many items of size 1, which make up the numbers."
  because  "The sides are as many items each, and so lose as much when each item becomes one smaller."
  cites    GareyJohnson1979 "SP12"
  given    x
  labels   old(item : x.item), unit(item : x.item)
  target   item = { old(i) | i in x.item } + { unit(i) | i in x.item }
           size = { old(i) -> x.size[i] + 1 | i in x.item } with { unit(i) -> 1 | i in x.item }
  forward  S -> S = { old(i) | i in S } + { unit(i) | i in x.item where i not in S }
  backward S -> S = { i | old(i) in S }
  claims   target.n = 2*n
           target.b <= b + 1
