reduction SetCover -> DecisionTree
  "An element is a positive example that has the sets around it as features; one negative example has none."
  because  "There is a place for each set." shows forward C -> |[ i | i in listed(x.index) where i in C ]| = |C|
           "A set is asked for after those of the cover that are listed before it."
             takes forward C -> { 1 + |{ j | j in 0 .. |listed(x.index)| - 1 where listed(x.index)[j] in C and j < i }|
                                | i in 0 .. |listed(x.index)| - 1 }
           "On the way of the example without features every element parts from it, at a set around it."
           "A set on this way has a place."
             shows backward test -> every i in x.index:
                                      i in { h | (nothing, _) -> part(h) in test }
                                      implies some j in 1 .. |x.index|: j <= x.k and test[nothing, j] = part(i)
           "The tree that asks for each set of a cover, whatever the answers are, is deep enough."
  cites    HancockJiangLiTromp1996
  given    x
  labels   part(index : x.index), element(element : x.universe), nothing
  let      examples = { element(e) | e in x.universe } + {nothing}
  target   feature  = { part(i) | i in x.index }
           example  = examples
           has      = { element(e) -> { part(i) | i -> X in x.family where e in X } | e in x.universe }
                      with { nothing -> {} }
           positive = { element(e) | e in x.universe }
           k        = x.k
  forward  C -> order = [ i | i in listed(x.index) where i in C ]
                test = { (e, j) -> part(if j <= |order| then order[j - 1] else listed(x.index)[0])
                       | e in examples, j in 1 .. |x.index| where j <= x.k }
  backward test -> C = { i | (nothing, _) -> part(i) in test }
  claims   target.n = m
           target.m = n + 1
           target.t <= t
           target.b = b
