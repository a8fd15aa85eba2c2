# expect: refuted backward
# because: Every triple that is matched is read as a chosen set.
# instance: {"universe": ["u0"], "index": ["i0", "i1"], "family": {"i0": ["u0"], "i1": ["u0"]}}
# witness of the target: [["point(u0, i0)", "point(u0, i0)", "point(u0, i0)"], ["point(u0, i1)", "point(u0, i1)", "point(u0, i1)"]]
reduction ExactCover -> ThreeDimensionalMatching
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
  backward M -> C = { i | (point(_, _), point(_, i), _) in M }
