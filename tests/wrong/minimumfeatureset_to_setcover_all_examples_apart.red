# expect: refuted forward
# because: Examples with the same label need not be told apart.
# instance: {"feature": [], "example": ["e0", "e1"], "has": {"e0": [], "e1": []}, "positive": [], "k": 0}
# witness of the source: []
reduction MinimumFeatureSet -> SetCover
  given    x
  labels   pair(positive : x.example, negative : x.example), old(feature : x.feature)
  let      pairs = { (p, q) | p in x.example, q in x.example where q != p }
  target   universe = { pair(p, q) | (p, q) in pairs }
           index    = { old(f) | f in x.feature }
           family   = { old(f) -> { pair(p, q) | (p, q) in pairs where not (f in x.has[p] iff f in x.has[q]) }
                      | f in x.feature }
           k        = x.k
  forward  S -> C = { old(f) | f in S }
  backward C -> S = { f | old(f) in C }
