# expect: refuted backward
# because: As many columns as there are sets may have numbers (as in a rule that problem-reductions withdrew, its issue 1006).
# instance: {"universe": ["u0", "u1", "u2"], "index": ["i0", "i1"], "family": {"i0": ["u0", "u1", "u2"], "i1": ["u0", "u1", "u2"]}}
# witness of the target: {"p": {"part(i0)": 22, "part(i1)": 5}, "q": 27}
reduction ExactCoverByThreeSets -> SparseSolution
  given    x
  labels   part(index : x.index), once(element : x.universe)
  target   column      = { part(i) | i in x.index }
           row         = { once(u) | u in x.universe }
           coefficient = { (once(u), part(i)) -> if u in x.family[i] then 1 else 0 | u in x.universe, i in x.index }
           value       = { once(u) -> 1 | u in x.universe }
           k           = |x.index|
  forward  C -> p = { part(i) -> if i in C then 1 else 0 | i in x.index }
                q = 1
  backward (p, _) -> C = { i | i in x.index where p[part(i)] != 0 }
