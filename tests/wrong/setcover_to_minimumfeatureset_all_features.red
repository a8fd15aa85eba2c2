# expect: refuted backward
# because: The negative example has all features, so that a set tells it from the elements outside.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": []}, "k": 1}
# witness of the target: ["part(i0)"]
reduction SetCover -> MinimumFeatureSet
  given    x
  labels   part(index : x.index), element(element : x.universe), nothing
  target   feature  = { part(i) | i in x.index }
           example  = { element(e) | e in x.universe } + {nothing}
           has      = { element(e) -> { part(i) | i -> X in x.family where e in X } | e in x.universe }
                      with { nothing -> { part(i) | i in x.index } }
           positive = { element(e) | e in x.universe }
           k        = x.k
  forward  C -> S = { part(i) | i in C }
  backward S -> C = { i | part(i) in S }
