# expect: refuted backward
# because: A set that is left out partly is not noticed.
# instance: {"universe": ["u0", "u1"], "index": ["i0", "i1"], "family": {"i0": ["u0"], "i1": ["u0", "u1"]}}
# witness of the target: [["point(u0, i0)", "point(u0, i0)", "point(u0, i0)"], ["point(u0, i1)", "point(u0, i1)", "point(u0, i1)"], ["point(u1, i1)", "point(u1, i1)", "point(u1, i1)"]]
reduction ExactCover -> ThreeDimensionalMatching
  given    x
  labels   point(element : x.universe, index : x.index), alone(element : x.universe)
  let      places  = { (u, i) | i -> X in x.family, u in X }
           sets(u) = [ i | i in listed(x.index) where u in x.family[i] ]
           free    = { (u, i) | (u, i) in places where i != sets(u)[0] }
  target   T       = { point(u, i) | (u, i) in places } + { alone(u) | u in x.universe where |sets(u)| = 0 }
           triples = { (point(u, sets(u)[0]), point(u, i), point(u, i)) | (u, i) in places }
                     + { (point(v, j), point(u, i), point(u, i)) | (u, i) in places, (v, j) in free }
  forward  C -> left = [ (u, i) | (u, i) in listed(places) where i not in C ]
                M = { (point(u, sets(u)[0]), point(u, i), point(u, i)) | (u, i) in places where i in C }
                    + { (point(v, j), point(u, i), point(u, i))
                      | s -> (u, i) in left, r -> (v, j) in listed(free) where r = s }
  backward M -> C = { i | (point(v, j), point(u, i), _) in M where v = u and j = sets(u)[0] }
