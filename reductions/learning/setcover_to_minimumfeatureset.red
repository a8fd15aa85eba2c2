reduction SetCover -> MinimumFeatureSet
  "An element is a positive example that has the sets around it as features; one negative example has none."
  because  "What tells an element from the example without features is a set around it."
  cites    DaviesRussell1994
  given    x
  labels   part(index : x.index), element(element : x.universe), nothing
  target   feature  = { part(i) | i in x.index }
           example  = { element(e) | e in x.universe } + {nothing}
           has      = { element(e) -> { part(i) | i -> X in x.family where e in X } | e in x.universe }
                      with { nothing -> {} }
           positive = { element(e) | e in x.universe }
           k        = x.k
  forward  C -> S = { part(i) | i in C }
  backward S -> C = { i | part(i) in S }
  claims   target.n = m
           target.m = n + 1
           target.t <= t
           target.b = b
           parsimonious
