# expect: refuted backward
# because: The last test on the way is not taken.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": ["u0"]}, "k": 1}
# witness of the target: [[["element(u0)", 1], "part(i0)"], [["nothing", 1], "part(i0)"]]
reduction SetCover -> DecisionTree
  given    x
  labels   part(index : x.index), element(element : x.universe), nothing
  let      examples = { element(e) | e in x.universe } + {nothing}
           depth    = min(x.k, |x.index|)
  target   feature  = { part(i) | i in x.index }
           example  = examples
           has      = { element(e) -> { part(i) | i -> X in x.family where e in X } | e in x.universe }
                      with { nothing -> {} }
           positive = { element(e) | e in x.universe }
           k        = x.k
  forward  C -> order = [ i | i in listed(x.index) where i in C ]
                test = { (e, j) -> part(if j <= |order| then order[j - 1] else listed(x.index)[0])
                       | e in examples, j in 1 .. depth }
  backward test -> C = { i | (nothing, j) -> part(i) in test where j < depth }
