# expect: refuted backward
# because: Without the bias 1 the output is 0 for the value 0 as well.
# instance: {"steps": [{"op": "minus", "left": 0, "right": 0}]}
# witness of the target: {}
reduction PosSLP -> ExactDNNT
  given    x
  labels   value(step : position, place : position), carried(step : position, place : position), plus(step : position),
             minus(step : position), out
  let      n          = |x.steps|
           uses(s, j) = if j = s.left then 1 else 0
           also(s, j) = if j = s.right then 1 else 0
  target   nodes      = { value(k, j) | k in 0 .. n, j in 0 .. k }
                        + { carried(k, j) | k in 0 .. n - 1, j in 0 .. k }
                        + { plus(k) | k in 0 .. n - 1 }
                        + { minus(k) | k in 0 .. n - 1 }
                        + {out}
           layers     = [{value(0, 0)}]
                        ++ [ l
                           | k -> _ in x.steps,
                             l in [{ carried(k, j) | j in 0 .. k } + {plus(k), minus(k)},
                                   { value(k + 1, j) | j in 0 .. k + 1 }] ]
                        ++ [{out}]
           act        = { value(k, j) -> identity | k in 0 .. n, j in 0 .. k }
                        with { carried(k, j) -> identity | k in 0 .. n - 1, j in 0 .. k }
                        with { plus(k) -> if s.op = times then square else identity | k -> s in x.steps }
                        with { minus(k) -> if s.op = times then square else identity | k -> s in x.steps }
                        with { out -> relu }
           bias       = { value(k, j) -> fixed(0) | k in 0 .. n, j in 0 .. k }
                        with { carried(k, j) -> fixed(0) | k in 0 .. n - 1, j in 0 .. k }
                        with { plus(k) -> fixed(0) | k in 0 .. n - 1 }
                        with { minus(k) -> fixed(0) | k in 0 .. n - 1 }
                        with { out -> fixed(0) }
           weights    = { (value(k, j), carried(k, j)) -> fixed(1) | k in 0 .. n - 1, j in 0 .. k }
                        with { (carried(k, j), value(k + 1, j)) -> fixed(1) | k in 0 .. n - 1, j in 0 .. k }
                        with { (value(k, j), plus(k)) -> fixed(uses(s, j) + also(s, j))
                             | k -> s in x.steps, j in 0 .. k }
                        with { (value(k, j), minus(k)) -> fixed(uses(s, j) - also(s, j))
                             | k -> s in x.steps, j in 0 .. k }
                        with { (plus(k), value(k + 1, k + 1)) -> fixed(case s.op of plus: 1; minus: 0; times: 1 / 4)
                             | k -> s in x.steps }
                        with { (minus(k), value(k + 1, k + 1)) -> fixed(case s.op of plus: 0; minus: 1; times: -1 / 4)
                             | k -> s in x.steps }
                        with { (value(n, n), out) -> fixed(-1) }
           parameters = {}
           options    = {}
           samples    = [{ point := { value(0, 0) -> 1 }, value := { out -> 0 } }]
           gamma      = 0
  forward  none -> theta = {}
  backward _ -> none
