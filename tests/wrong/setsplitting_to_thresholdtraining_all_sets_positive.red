# expect: refuted backward
# because: An empty set is a positive example like the origin, and contradicts nothing.
# instance: {"universe": [], "index": ["i0"], "family": {"i0": []}}
# witness of the target: {"left": {}, "right": {}, "left_bound": 0, "right_bound": 0}
# within: n = 0, m = 1, t = 0
reduction SetSplitting -> ThresholdTraining
  given    x
  labels   old(element : x.universe), origin, alone(element : x.universe), together(index : x.index)
  let      n = |x.universe|
  target   feature  = { old(u) | u in x.universe }
           example  = { alone(u) | u in x.universe } + { together(i) | i in x.index } + {origin}
           has      = { alone(u) -> {old(u)} | u in x.universe }
                      with { together(i) -> { old(u) | u in x.family[i] } | i in x.index }
                      with { origin -> {} }
           positive = { together(i) | i in x.index } + {origin}
           w        = n
  forward  S -> left = { old(u) -> if u in S then 1 else -n | u in x.universe }
                right = { old(u) -> if u in S then -n else 1 | u in x.universe }
                left_bound = 0
                right_bound = 0
  backward (left, _, left_bound, _) -> S = { u | u in x.universe where left[old(u)] > left_bound }
