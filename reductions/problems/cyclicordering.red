# Whether three places follow each other around a circle that has been cut open somewhere.
define around(i, j, k) = i < j < k or j < k < i or k < i < j

problem CyclicOrdering "Cyclic ordering (places on a circle, so that from the first of each triple one comes to the second before the third)"
  cites    GareyJohnson1979 "MS2"
  instance item    : set of labels
           triples : set of (item, item, item)
  valid    every (a, b, c) in triples: a != b and b != c and a != c
  measures n = |item|
           m = |triples|
  witness  place : map from each item to one of 1 .. |item|
  accepts  every a in item, b in item where a != b: place[a] != place[b]
           every (a, b, c) in triples: around(place[a], place[b], place[c])
