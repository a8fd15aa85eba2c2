# expect: refuted backward
# because: The sets that are no chosen features need not cover anything.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}, "k": 0}
# witness of the target: []
reduction SetCover -> MinimumFeatureSet
  given    x
  labels   part(index : x.index), element(element : x.universe), nothing
  target   feature  = { part(i) | i in x.index }
           example  = { element(e) | e in x.universe } + {nothing}
           has      = { element(e) -> { part(i) | i -> X in x.family where e in X } | e in x.universe }
                      with { nothing -> {} }
           positive = { element(e) | e in x.universe }
           k        = x.k
  forward  C -> S = { part(i) | i in C }
  backward S -> C = { i | i in x.index where part(i) not in S }
