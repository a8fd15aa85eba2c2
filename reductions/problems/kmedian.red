problem KMedian "k-median (k facilities, each client served by one of them, at a bounded total distance)"
  cites    GareyJohnson1979 "ND51"
  instance facility : set of labels
           client   : set of labels
           distance : map from each (facility, client) to nat
           k        : nat
           bound    : nat
  measures n = |facility|
           m = |client|
           b = max(bits(d) | (_, _) -> d in distance)
           c = bits(k)
           d = bits(bound)
  minimises bound
  witness  open : subset of facility
           by   : map from each client to one of facility
  accepts  |open| <= k
           every c -> f in by: f in open
           sum(distance[f, c] | c -> f in by) <= bound
