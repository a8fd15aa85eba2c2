# More bins than items are never needed. An item larger than a bin fits nowhere.
problem BinPacking "Bin packing"
  cites    GareyJohnson1979 "SR1"
  instance item     : set of labels
           size     : map from each item to nat
           capacity : nat
           k        : nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(capacity)
           d = bits(k)
  minimises k
  witness  bin : map from each item to one of 1 .. min(k, |item|)
  accepts  every j in 1 .. min(k, |item|): sum(size[i] | i in item where bin[i] = j) <= capacity
