# expect: refuted backward
# because: The weights 0 are taken for what is chosen.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": ["u0"]}}
# witness of the target: {"bit(i0)": 1}
reduction ExactCover -> OneSampleDNNT
  given    x
  labels   start, neuron(index : x.index), sum_of(element : x.universe), bit(index : x.index)
  let      hidden  = { neuron(i) | i in x.index }
           outputs = { sum_of(u) | u in x.universe }
  target   nodes      = {start} + hidden + outputs
           layers     = [{start}, hidden, outputs]
           act        = { v -> identity | v in {start} + hidden + outputs }
           bias       = { v -> fixed(0) | v in {start} + hidden + outputs }
           weights    = { (start, neuron(i)) -> free(bit(i)) | i in x.index }
                        with { (neuron(i), sum_of(u)) -> fixed(1) | i in x.index, u in x.family[i] }
           parameters = { bit(i) | i in x.index }
           options    = { bit(i) -> {0, 1} | i in x.index }
           samples    = [{ point := { start -> 1 }, value := { sum_of(u) -> 1 | u in x.universe } }]
           gamma      = 0
  forward  C -> theta = { bit(i) -> if i in C then 1 else 0 | i in x.index }
  backward theta -> C = { i | i in x.index where theta[bit(i)] = 0 }
