# A tour of two cities goes there and back. That of a single city goes from it to itself, and that of none has length 0.
problem TravellingSalesman "Travelling salesman (symmetric distances)"
  cites    GareyJohnson1979 "ND22"
  instance city     : set of labels
           distance : symmetric map from each (city, city) to nat
           k        : nat
  measures n = |city|
           b = max(bits(d) | (_, _) -> d in distance)
           c = bits(k)
  minimises k
  witness  tour : cycle of city
  accepts  sum(distance[u, v] | u -> v in tour) <= k
