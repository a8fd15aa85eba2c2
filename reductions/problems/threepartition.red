problem ThreePartition "3-partition (indexed: equal numbers may occur twice)"
  cites    GareyJohnson1979 "SP15"
  instance item  : set of labels
           size  : map from each item to nat
           bound : nat
  valid    |item| mod 3 = 0
           sum(s | i -> s in size) * 3 = |item| * bound
           every i -> s in size: 4 * s > bound and 2 * s < bound
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(bound)
  witness  bin : map from each item to one of 1 .. |item| div 3
  accepts  every t in 1 .. |item| div 3: sum(size[i] | i -> u in bin where u = t) = bound
