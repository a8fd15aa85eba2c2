# expect: refuted forward
# because: Two units that are alike are one, and an element that it fires on is positive.
# instance: {"universe": ["u0"], "index": [], "family": {}}
# witness of the source: []
# within: n = 1, m = 0, t = 0
reduction SetSplitting -> ThresholdTraining
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
                right = { old(u) -> if u in S then 1 else -n | u in x.universe }
                left_bound = 0
                right_bound = 0
  backward (left, _, left_bound, _) -> S = { u | u in x.universe where left[old(u)] > left_bound }
