reduction MinimumFeatureSet -> SetCover
  "A feature covers the pairs of a positive and a negative example of which just one has it."
  cites    DaviesRussell1994
  given    x
  labels   pair(positive : x.example, negative : x.example), old(feature : x.feature)
  let      pairs = { (p, q) | p in x.positive, q in x.example where q not in x.positive }
  target   universe = { pair(p, q) | (p, q) in pairs }
           index    = { old(f) | f in x.feature }
           family   = { old(f) -> { pair(p, q) | (p, q) in pairs where not (f in x.has[p] iff f in x.has[q]) }
                      | f in x.feature }
           k        = x.k
  forward  S -> C = { old(f) | f in S }
  backward C -> S = { f | old(f) in C }
  claims   target.n <= m^2
           target.m = n
           target.b = b
           parsimonious
