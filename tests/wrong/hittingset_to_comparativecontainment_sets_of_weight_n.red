# expect: refuted backward
# because: When nothing is chosen, the left weighs as much as one set that is not hit.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 0}
# witness of the target: []
reduction HittingSet -> ComparativeContainment
  given    x
  labels   old(element : x.universe), without(element : x.universe), missed(index : x.index), all
  let      n = |x.universe|
  target   universe = { old(u) | u in x.universe }
           left     = { without(u) | u in x.universe }
           right    = { missed(i) | i in x.index } + {all}
           L        = { without(u) -> { old(v) | v in x.universe where v != u } | u in x.universe }
           R        = { missed(i) -> { old(v) | v in x.universe where v not in x.family[i] } | i in x.index }
                      with { all -> { old(v) | v in x.universe } }
           lweight  = { without(u) -> 1 | u in x.universe }
           rweight  = { missed(i) -> n | i in x.index } with { all -> max(n - x.k, 0) }
  forward  H -> Y = { old(u) | u in H }
  backward Y -> H = { u | old(u) in Y }
