reduction Partition -> BinCovering
  "Two bins, each to be filled up to half of the total."
  because  "Both bins take half of what there is, and nothing is left over that counts. Two halves of an odd total, rounded up, are too much."
           "One item has one bin, which is enough if its size is 0."
  cites    AssmannJohnsonKleitmanLeung1984
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   item      = { old(i) | i in x.item }
           size      = { old(i) -> x.size[i] | i in x.item }
           threshold = (total + 1) div 2
           k         = 2
  # equivalent mutant: `if i in S` -> `if i not in S`: the bins change places
  forward  S -> bin = { old(i) -> if i in S or |x.item| = 1 then 1 else 2 | i in x.item }
  # equivalent mutant: `= 1 }` -> `!= 1 }`: the bins change places
  backward bin -> S = { i | i in x.item where bin[old(i)] = 1 }
  claims   target.n = n
           target.b = b
           target.c <= b + bits(n) + 1
           target.d = 2
