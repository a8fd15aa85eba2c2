problem Betweenness "Betweenness (an order in which the second of each triple is between the others)"
  cites    GareyJohnson1979 "MS1"
  instance item    : set of labels
           triples : set of (item, item, item)
  valid    every (a, b, c) in triples: a != b and b != c and a != c
  measures n = |item|
           m = |triples|
  witness  p : ordering of item
  let      place = { x -> i | i -> x in p }
  accepts  every (a, b, c) in triples: place[a] < place[b] < place[c] or place[c] < place[b] < place[a]
