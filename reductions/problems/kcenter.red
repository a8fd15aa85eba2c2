problem KCenter "k-centre (k sites such that every site has one within the radius)"
  cites    GareyJohnson1979 "ND50"
  instance site     : set of labels
           distance : symmetric map from each (site, site) to nat
           k        : nat
           radius   : nat
  measures n = |site|
           b = max(bits(d) | (_, _) -> d in distance)
           c = bits(k)
           d = bits(radius)
  minimises radius
  witness  S : subset of site
  accepts  |S| <= k and every v in site: some u in S: distance[u, v] <= radius
