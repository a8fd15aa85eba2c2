reduction Partition -> BinCovering
  "Two bins, each to be filled up to half of the total. One more item, of size 0, is left over."
  because  "The first bin has half," shows backward bin -> sum(x.size[i] | i in x.item where bin[old(i)] = 1) >= half
           "and the second." shows backward bin -> sum(x.size[i] | i in x.item where bin[old(i)] = 2) >= half
           "So nothing else is left over. Two halves of an odd total, rounded up, are too much."
           "With the item of size 0 there are bins enough for one item."
  cites    AssmannJohnsonKleitmanLeung1984
  given    x
  labels   old(item : x.item), nothing
  let      half = (sum(x.size[i] | i in x.item) + 1) div 2
  target   item      = { old(i) | i in x.item } + {nothing}
           size      = { old(i) -> x.size[i] | i in x.item } with { nothing -> 0 }
           threshold = half
           k         = 2
  # equivalent mutant: `if i in S` -> `if i not in S`: the bins change places
  # equivalent mutant: `then 1 else 2` -> `then (2) else (1)`: the bins change places
  forward  S -> bin = { old(i) -> if i in S then 1 else 2 | i in x.item } with { nothing -> 0 }
  # equivalent mutant: `= 1 }` -> `!= 1 }`: the bins change places
  backward bin -> S = { i | i in x.item where bin[old(i)] = 1 }
  claims   target.n = n + 1
           target.b <= b
           target.c <= b + bits(n) + 1
           target.d = 2
