reduction PosSLP -> ExactDNNT
  "A deep network without a choice computes the program: two layers per step, in which the other values are carried along."
  because  "A product is ((a + b)^2 - (a - b)^2) / 4, by two square neurons. The output is relu(1 - value), and its target 0."
           "In one layer there are the first values, in the next they are carried, beside what is made of two of them."
             carries [ { u -> case u of
                                value(_, j): v[j];
                                carried(_, j): v[j];
                                plus(k): if x.steps[k].op = times
                                         then (v[x.steps[k].left] + v[x.steps[k].right]) ^ 2
                                         else v[x.steps[k].left] + v[x.steps[k].right];
                                minus(k): if x.steps[k].op = times
                                          then (v[x.steps[k].left] - v[x.steps[k].right]) ^ 2
                                          else v[x.steps[k].left] - v[x.steps[k].right];
                                out: max(0, 1 - v[n])
                       | v in [fold v = [1] over s in x.steps:
                                 v ++ [case s.op of
                                         plus: v[s.left] + v[s.right];
                                         minus: v[s.left] - v[s.right];
                                         times: v[s.left] * v[s.right]]],
                         u in layer }
                     | layer in layers ]
           "The weights 1 and 1/4 are shared parameters with one option each, so that there is something to train."
  cites    DoronArad2025
  given    x
  labels   value(step : position, place : position), carried(step : position, place : position), plus(step : position),
             minus(step : position), out, one, quarter
  let      n          = |x.steps|
           uses(s, j) = if j = s.left then 1 else 0
           also(s, j) = if j = s.right then 1 else 0
           layers     = [ { value(k, j) | k in 0 .. n, j in 0 .. k where 2 * k = i }
                          + { carried(k, j) | k in 0 .. n - 1, j in 0 .. k where 2 * k + 1 = i }
                          + { plus(k) | k in 0 .. n - 1 where 2 * k + 1 = i }
                          + { minus(k) | k in 0 .. n - 1 where 2 * k + 1 = i }
                          + { out | k in [n] where 2 * k + 1 = i }
                        | i in 0 .. 2 * n + 1 ]
           act        = { value(k, j) -> identity | k in 0 .. n, j in 0 .. k }
                        with { carried(k, j) -> identity | k in 0 .. n - 1, j in 0 .. k }
                        with { plus(k) -> if s.op = times then square else identity | k -> s in x.steps }
                        with { minus(k) -> if s.op = times then square else identity | k -> s in x.steps }
                        with { out -> relu }
           bias       = { value(k, j) -> fixed(0) | k in 0 .. n, j in 0 .. k }
                        with { carried(k, j) -> fixed(0) | k in 0 .. n - 1, j in 0 .. k }
                        with { plus(k) -> fixed(0) | k in 0 .. n - 1 }
                        with { minus(k) -> fixed(0) | k in 0 .. n - 1 }
                        with { out -> fixed(1) }
           # equivalent mutant: `carried(k, j)) -> free(one) | k in 0 .. n - 1,` -> `carried(k, j)) -> free(one) | k in 0 .. n - 2,`: after the last step only its value is used
           # equivalent mutant: `value(k + 1, j)) -> free(one) | k in 0 .. n - 1,` -> `value(k + 1, j)) -> free(one) | k in 0 .. n - 2,`: after the last step only its value is used
           weights    = { (value(k, j), carried(k, j)) -> free(one) | k in 0 .. n - 1, j in 0 .. k }
                        with { (carried(k, j), value(k + 1, j)) -> free(one) | k in 0 .. n - 1, j in 0 .. k }
                        with { (value(k, j), plus(k)) -> fixed(uses(s, j) + also(s, j))
                             | k -> s in x.steps, j in 0 .. k where j = s.left or j = s.right }
                        with { (value(k, j), minus(k)) -> fixed(uses(s, j) - also(s, j))
                             | k -> s in x.steps, j in 0 .. k where j = s.left or j = s.right }
                        with { (plus(k), value(k + 1, k + 1)) -> case s.op of
                                                                   plus: free(one);
                                                                   minus: fixed(0);
                                                                   times: free(quarter)
                             | k -> s in x.steps }
                        with { (minus(k), value(k + 1, k + 1)) -> fixed(case s.op of plus: 0; minus: 1; times: -1 / 4)
                             | k -> s in x.steps }
                        with { (value(n, n), out) -> fixed(-1) }
  target   nodes      = { value(k, j) | k in 0 .. n, j in 0 .. k }
                        + { carried(k, j) | k in 0 .. n - 1, j in 0 .. k }
                        + { plus(k) | k in 0 .. n - 1 }
                        + { minus(k) | k in 0 .. n - 1 }
                        + {out}
           layers     = layers
           act        = act
           bias       = bias
           weights    = weights
           parameters = {one, quarter}
           options    = { one -> {1}, quarter -> {1 / 4} }
           samples    = [{ point := { value(0, 0) -> 1 }, value := { out -> 0 } }]
           gamma      = 0
  forward  none -> theta = { one -> 1, quarter -> 1 / 4 }
  backward _ -> none
  claims   target.V <= 2*n^2 + 4*n + 2
           target.L <= 2*n + 2
           target.E <= 4*n^2 + 2*n + 1
           target.N <= 1
           target.p <= 2
           target.b <= 19
           parsimonious
