# expect: refuted backward
# because: The features that are not chosen are read off.
# instance: {"feature": ["f0"], "example": [], "has": {}, "positive": [], "k": 0}
# witness of the target: []
reduction MinimumFeatureSet -> SetCover
  given    x
  labels   pair(positive : x.example, negative : x.example), old(feature : x.feature)
  let      pairs = { (p, q) | p in x.positive, q in x.example where q not in x.positive }
  target   universe = { pair(p, q) | (p, q) in pairs }
           index    = { old(f) | f in x.feature }
           family   = { old(f) -> { pair(p, q) | (p, q) in pairs where not (f in x.has[p] iff f in x.has[q]) }
                      | f in x.feature }
           k        = x.k
  forward  S -> C = { old(f) | f in S }
  backward C -> S = { f | f in x.feature where old(f) not in C }
