reduction SetSplitting -> ThresholdTraining
  "The origin is a positive example, and so is each set; an element alone is a negative one. An empty set contradicts the origin."
  because  "The bound is not negative:" shows backward v -> every _ -> X in x.family, _ in X:
                                                              (every u in X: v.left[old(u)] > v.left_bound)
                                                              implies sum(v.left[old(u)] | u in X) > v.left_bound
           "a unit that is silent" shows backward v -> every _ -> X in x.family, _ in X:
                                                         (every u in X: v.right[old(u)] > v.right_bound)
                                                         implies sum(v.right[old(u)] | u in X) > v.right_bound
           "on each element of a set is silent on the set. So no set has all its elements from one side, even with real weights."
           "A weight of -n outdoes the ones:" shows forward S -> every _ -> X in x.family, u in X:
                                                                   u in S implies sum(n | v in X where v in S) >= n
           "a unit fires on a set" shows forward S -> every _ -> X in x.family, u in X:
                                                        u not in S implies sum(n | v in X where v not in S) >= n
           "that is not all on its own side."
  cites    BlumRivest1992
  given    x
  labels   old(element : x.universe), origin, alone(element : x.universe), together(index : x.index)
  let      n = |x.universe|
  target   feature  = { old(u) | u in x.universe }
           example  = { alone(u) | u in x.universe } + { together(i) | i in x.index } + {origin}
           has      = { alone(u) -> {old(u)} | u in x.universe }
                      with { together(i) -> { old(u) | u in x.family[i] } | i in x.index }
                      with { origin -> {} }
           positive = { together(i) | i in x.index where |x.family[i]| >= 1 } + {origin}
           w        = n
  forward  S -> left = { old(u) -> if u in S then 1 else -n | u in x.universe }
                right = { old(u) -> if u in S then -n else 1 | u in x.universe }
                left_bound = 0
                right_bound = 0
  backward (left, _, left_bound, _) -> S = { u | u in x.universe where left[old(u)] > left_bound }
  claims   target.n = n
           target.m = n + m + 1
           target.t <= n*(n + m)
           target.b = bits(n)
