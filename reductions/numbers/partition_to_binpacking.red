reduction Partition -> BinPacking
  "Two bins, each as large as half of the total."
  because  "Together the bins hold everything." shows backward bin -> sum(x.size[i] | i in x.item where bin[old(i)] = 1)
                                                                      + sum(x.size[i]
                                                                            | i in x.item where bin[old(i)] = 2)
                                                                        = total
           "So both are full. Two halves of an odd total, rounded down, are too small."
           "One item has one bin: it fits if its size is 0."
  cites    GareyJohnson1979 "SR1"
  given    x
  labels   old(item : x.item)
  let      total = sum(x.size[i] | i in x.item)
  target   item     = { old(i) | i in x.item }
           size     = { old(i) -> x.size[i] | i in x.item }
           capacity = total div 2
           k        = 2
  # equivalent mutant: `if i in S` -> `if i not in S`: the bins change places
  forward  S -> bin = { old(i) -> if i in S or |x.item| = 1 then 1 else 2 | i in x.item }
  # equivalent mutant: `= 1 }` -> `!= 1 }`: the bins change places
  backward bin -> S = { i | i in x.item where bin[old(i)] = 1 }
  claims   target.n = n
           target.b = b
           target.c <= b + bits(n)
           target.d = 2
