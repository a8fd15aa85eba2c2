# expect: refuted backward
# because: With an output weight of 0 nothing is chosen, whatever the other weights say.
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
# witness of the target: {"bit(i0)": 1, "gain": 0}
reduction SubsetSum -> OneNeuronDNNT
  given    x
  labels   input(item : x.item), neuron, out, bit(item : x.item), gain
  let      inputs  = { input(i) | i in x.item }
           choices = { bit(i) | i in x.item } + {gain}
  target   nodes      = inputs + {neuron, out}
           layers     = [inputs, {neuron}, {out}]
           act        = { v -> identity | v in inputs + {neuron, out} }
           bias       = { v -> fixed(0) | v in inputs + {neuron, out} }
           weights    = { (input(i), neuron) -> free(bit(i)) | i in x.item } with { (neuron, out) -> free(gain) }
           parameters = choices
           options    = { i -> {0, 1} | i in choices }
           samples    = [{ point := { input(i) -> s | i -> s in x.size }, value := { out -> x.goal } }]
           gamma      = 0
  forward  S -> theta = { bit(i) -> if i in S then 1 else 0 | i in x.item } with { gain -> 1 }
  backward theta -> S = { i | i in x.item where theta[bit(i)] = 1 }
