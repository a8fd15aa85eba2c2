# More parts than numbers are never needed.
problem MinimumSumOfSquares "Minimum sum of squares (numbers in k parts, whose sums have squares that add up to at most a bound)"
  cites    GareyJohnson1979 "SP19"
  instance item  : set of labels
           size  : map from each item to nat
           k     : nat
           bound : nat
  measures n = |item|
           b = max(bits(s) | i -> s in size)
           c = bits(bound)
           d = bits(k)
  minimises bound
  witness  part : map from each item to one of 1 .. min(k, |item|)
  accepts  sum(sum(size[i] | i in item where part[i] = j)^2 | j in 1 .. min(k, |item|)) <= bound
