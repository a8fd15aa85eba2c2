# expect: refuted parsimonious
# because: With goal 0 every choice with output weight 0 fits.
# instance: {"item": [], "size": {}, "goal": 0}
# witness of the target: {"gain": 0}
reduction SubsetSum -> OneNeuronDNNT
  given    x
  labels   input(item : x.item), neuron, out, pick(item : x.item), gain
  let      inputs = { input(i) | i in x.item }
           choices = { pick(i) | i in x.item } + {gain}
  target   nodes      = inputs + {neuron, out}
           layers     = [inputs, {neuron}, {out}]
           act        = { v -> identity | v in inputs + {neuron, out} }
           bias       = { v -> fixed(0) | v in inputs + {neuron, out} }
           weights    = { (input(i), neuron) -> free(pick(i)) | i in x.item } with { (neuron, out) -> free(gain) }
           parameters = choices
           options    = { i -> {0, 1} | i in choices }
           samples    = [ { point := { input(i) -> x.size[i] | i in x.item }, value := { out -> x.goal } } ]
           gamma      = 0
  forward  S -> theta = { pick(i) -> if i in S then 1 else 0 | i in x.item } with { gain -> 1 }
  backward theta -> S = if theta[gain] = 0 then {} else { i | i in x.item where theta[pick(i)] = 1 }
  claims   parsimonious
