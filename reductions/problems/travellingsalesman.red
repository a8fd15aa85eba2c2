# A tour of two cities goes there and back; one of a single city, or of none, has length 0.
problem TravellingSalesman "Travelling salesman (symmetric distances)"
  cites    GareyJohnson1979 "ND22"
  instance city     : set of labels
           distance : map from each city to map from each city to nat
           k        : nat
  valid    every u in city: distance[u][u] = 0
           every u in city, v in city: distance[u][v] = distance[v][u]
  measures n = |city|
           b = max(bits(d) | u -> row in distance, v -> d in row)
           c = bits(k)
  witness  tour : cycle of city
  accepts  sum(distance[u][v] | u -> v in tour) <= k
