# expect: refuted backward
# because: An element that is in no set has no row.
# instance: {"universe": ["u0"], "index": [], "family": {}}
# witness of the target: {"p": {}, "q": 1}
reduction ExactCoverByThreeSets -> SparseSolution
  given    x
  labels   part(index : x.index), once(element : x.universe)
  let      covered = { u | i -> X in x.family, u in X }
  target   column      = { part(i) | i in x.index }
           row         = { once(u) | u in covered }
           coefficient = { (once(u), part(i)) -> if u in x.family[i] then 1 else 0 | u in covered, i in x.index }
           value       = { once(u) -> 1 | u in covered }
           k           = |x.universe| div 3
  forward  C -> p = { part(i) -> if i in C then 1 else 0 | i in x.index }
                q = 1
  backward (p, _) -> C = { i | i in x.index where p[part(i)] != 0 }
