# More clusters than points are never needed. The distance of a point to itself does not matter.
problem Clustering "Clustering (k clusters of bounded diameter)"
  cites    GareyJohnson1979 "MS9"
  instance point    : set of labels
           distance : symmetric map from each (point, point) to nat
           k        : nat
           diameter : nat
  measures n = |point|
           b = max(bits(d) | (_from, _to) -> d in distance)
           c = bits(k)
           d = bits(diameter)
  minimises k
  witness  cluster : map from each point to one of 1 .. min(k, |point|)
  accepts  every p in point, q in point where p != q and cluster[p] = cluster[q]: distance[p, q] <= diameter
