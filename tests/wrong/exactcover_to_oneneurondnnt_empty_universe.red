# expect: refuted parsimonious
# because: For an empty universe no sample fixes the constant and the output weight.
# instance: {"universe": [], "index": [], "family": {}}
# witness of the target: {"bit1": 0, "gain": 0}
reduction ExactCover -> OneNeuronDNNT
  given    x
  labels   input(index : x.index), constant, neuron, out, bit(index : x.index), bit1, gain
  let      inputs = { input(i) | i in x.index } + {constant}
           choices = { bit(i) | i in x.index } + {bit1, gain}
  target   nodes      = inputs + {neuron, out}
           layers     = [inputs, {neuron}, {out}]
           act        = { v -> identity | v in inputs + {neuron, out} }
           bias       = { v -> fixed(0) | v in inputs + {neuron, out} }
           weights    = { (input(i), neuron) -> free(bit(i)) | i in x.index } with { (constant, neuron) -> free(bit1), (neuron, out) -> free(gain) }
           parameters = choices
           options    = { i -> {0, 1} | i in choices }
           samples    = [ { point := { input(i) -> if u in x.family[i] then 1 else 0 | i in x.index } with { constant -> 0 }, value := { out -> 1 } } | u in listed(x.universe) ]
           gamma      = 0
  forward  C -> theta = { bit(i) -> if i in C then 1 else 0 | i in x.index } with { bit1 -> 1, gain -> 1 }
  backward theta -> C = { i | i in x.index where theta[bit(i)] = 1 }
  claims   parsimonious
