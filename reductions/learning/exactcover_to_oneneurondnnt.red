reduction ExactCover -> OneNeuronDNNT
  "One hidden identity neuron, every weight 0 or 1. A sample per element forces the neuron to count exactly one chosen set."
  because  "The last sample forces the constant's weight and the output weight to 1; without it an empty universe leaves both open."
  cites    DoronArad2025
  given    x
  labels   input(index : x.index), constant, neuron, out, bit(index : x.index), bit1, gain
  let      inputs  = { input(i) | i in x.index } + {constant}
           choices = { bit(i) | i in x.index } + {bit1, gain}
  target   nodes      = inputs + {neuron, out}
           layers     = [inputs, {neuron}, {out}]
           act        = { v -> identity | v in inputs + {neuron, out} }
           bias       = { v -> fixed(0) | v in inputs + {neuron, out} }
           weights    = { (input(i), neuron) -> free(bit(i)) | i in x.index }
                        with { (constant, neuron) -> free(bit1), (neuron, out) -> free(gain) }
           parameters = choices
           options    = { i -> {0, 1} | i in choices }
           samples    = [ { point := { input(i) -> if u in x.family[i] then 1 else 0 | i in x.index }
                                     with { constant -> 0 },
                            value := { out -> 1 } }
                        | u in listed(x.universe) ]
                        ++ [{ point := { input(i) -> 0 | i in x.index } with { constant -> 1 }, value := { out -> 1 } }]
           gamma      = 0
  forward  C -> theta = { bit(i) -> if i in C then 1 else 0 | i in x.index } with { bit1 -> 1, gain -> 1 }
  backward theta -> C = { i | i in x.index where theta[bit(i)] = 1 }
  claims   target.V <= m + 3
           target.E <= m + 2
           target.p <= m + 2
           target.N <= n + 1
           target.L <= 3
           target.q <= 2
           target.b <= 8
           target.value(samples) <= 1
           parsimonious
