# expect: refuted backward
# because: Without a negative example there is nothing to tell apart.
# instance: {"universe": ["u0"], "index": [], "family": {}, "k": 0}
# witness of the target: []
reduction SetCover -> MinimumFeatureSet
  given    x
  labels   part(index : x.index), element(element : x.universe), nothing
  target   feature  = { part(i) | i in x.index }
           example  = { element(e) | e in x.universe }
           has      = { element(e) -> { part(i) | i -> X in x.family where e in X } | e in x.universe }
                     
           positive = { element(e) | e in x.universe }
           k        = x.k
  forward  C -> S = { part(i) | i in C }
  backward S -> C = { i | part(i) in S }
