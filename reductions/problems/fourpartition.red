problem FourPartition "4-partition (indexed: equal numbers may occur twice)"
  cites    GareyJohnson1979 "SP15"
  instance item  : set of labels
           size  : map from each item to nat
           bound : nat
  valid    |item| mod 4 = 0
           sum(s | i -> s in size) * 4 = |item| * bound
           every i -> s in size: 5 * s > bound and 3 * s < bound
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(bound)
  witness  bin : map from each item to one of 1 .. |item| div 4
  accepts  every t in 1 .. |item| div 4: sum(size[i] | i -> u in bin where u = t) = bound
