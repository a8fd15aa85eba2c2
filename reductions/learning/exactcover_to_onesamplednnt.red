reduction ExactCover -> OneSampleDNNT
  "One input, one sample. A hidden neuron per set, its weight 0 or 1; an output per element adds up the sets that contain it."
  because  "On the input 1 an output counts the chosen sets with its element, and all outputs are to be 1. Many outputs: strongly hard."
  cites    DoronArad2025
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
  backward theta -> C = { i | i in x.index where theta[bit(i)] = 1 }
  claims   target.V <= n + m + 1
           target.E <= m + m*t
           target.p <= m
           target.N <= 1
           target.L <= 3
           target.q <= 2
           target.b <= 10
           parsimonious
