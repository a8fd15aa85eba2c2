reduction ExactCover -> ThreeDimensionalMatching
  "A point is an element in a set. The points of a set form a ring: each is matched with itself if the set is chosen, else with the next."
  because  "By their second and third places, within a set either all points or none are matched with themselves."
           "By their first places, the first point of an element goes to the one of its points that is matched with itself; other points are free."
           "An element in no set becomes a point in no triple."
  cites    Karp1972
  given    x
  labels   point(element : x.universe, index : x.index), alone(element : x.universe)
  let      places  = { (u, i) | i -> X in x.family, u in X }
           sets(u) = [ i | i in listed(x.index) where u in x.family[i] ]
           ring(i) = [ u | u in listed(x.universe) where u in x.family[i] ]
           next    = { (u, i) -> if s + 1 < |ring(i)| then ring(i)[s + 1] else ring(i)[0]
                     | i in x.index, s -> u in ring(i) }
           free    = { (u, i) | (u, i) in places where i != sets(u)[0] }
  target   T       = { point(u, i) | (u, i) in places } + { alone(u) | u in x.universe where |sets(u)| = 0 }
           triples = { (point(u, sets(u)[0]), point(u, i), point(u, i)) | (u, i) in places }
                     + { (point(v, j), point(u, i), point(next[(u, i)], i)) | (u, i) in places, (v, j) in free }
  forward  C -> left = [ (u, i) | (u, i) in listed(places) where i not in C ]
                M = { (point(u, sets(u)[0]), point(u, i), point(u, i)) | (u, i) in places where i in C }
                    + { (point(v, j), point(u, i), point(next[(u, i)], i))
                      | s -> (u, i) in left, r -> (v, j) in listed(free) where r = s }
  backward M -> C = { i | (point(v, j), point(u, i), _) in M where v = u and j = sets(u)[0] }
  claims   target.n <= n + t
           target.m <= t + t^2
