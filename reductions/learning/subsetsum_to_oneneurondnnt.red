reduction SubsetSum -> OneNeuronDNNT
  "One sample: the items are the inputs of one identity neuron, every weight 0 or 1, and the goal is the target."
  because  "With an output weight of 1 the network adds up the chosen items; with 0 it answers 0, as the empty set does."
  cites    DoronArad2025
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
  backward theta -> S = { i | i in x.item where theta[gain] = 1 and theta[bit(i)] = 1 }
  claims   target.V <= n + 2
           target.E <= n + 1
           target.p <= n + 1
           target.N <= 1
           target.L <= 3
           target.q <= 2
