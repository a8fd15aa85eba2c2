# expect: refuted backward
# because: An element of no set leaves no trace.
# instance: {"universe": ["u0"], "index": [], "family": {}}
# witness of the target: []
reduction ExactCover -> ThreeDimensionalMatching
  given    x
  labels   point(element : x.universe, index : x.index)
  let      places  = { (u, i) | i -> X in x.family, u in X }
           sets(u) = [ i | i in listed(x.index) where u in x.family[i] ]
           ring(i) = [ u | u in listed(x.universe) where u in x.family[i] ]
           next    = { (u, i) -> if s + 1 < |ring(i)| then ring(i)[s + 1] else ring(i)[0]
                     | i in x.index, s -> u in ring(i) }
           free    = { (u, i) | (u, i) in places where i != sets(u)[0] }
  target   T       = { point(u, i) | (u, i) in places }
           triples = { (point(u, sets(u)[0]), point(u, i), point(u, i)) | (u, i) in places }
                     + { (point(v, j), point(u, i), point(next[(u, i)], i)) | (u, i) in places, (v, j) in free }
  forward  C -> left = [ (u, i) | (u, i) in listed(places) where i not in C ]
                M = { (point(u, sets(u)[0]), point(u, i), point(u, i)) | (u, i) in places where i in C }
                    + { (point(v, j), point(u, i), point(next[(u, i)], i))
                      | s -> (u, i) in left, r -> (v, j) in listed(free) where r = s }
  backward M -> C = { i | (point(v, j), point(u, i), _) in M where v = u and j = sets(u)[0] }
