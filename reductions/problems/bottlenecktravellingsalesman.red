# A tour of two cities goes there and back. That of a single city goes from it to itself.
problem BottleneckTravellingSalesman "Bottleneck travelling salesman (no step is longer than k)"
  cites    GareyJohnson1979 "ND24"
  instance city     : set of labels
           distance : symmetric map from each (city, city) to nat
           k        : nat
  measures n = |city|
           b = max(bits(d) | (_, _) -> d in distance)
           c = bits(k)
  minimises k
  witness  tour : cycle of city
  accepts  every u -> v in tour: distance[u, v] <= k
