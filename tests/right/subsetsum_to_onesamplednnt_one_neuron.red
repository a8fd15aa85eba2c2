# expect: holds
# because: An output weight 0 fits only the goal 0, and is answered by the empty set.
# within: n = 2, b = 3, c = 4
# slow: n = 3, b = 3, c = 4
reduction SubsetSum -> OneSampleDNNT
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
  claims   target.V <= n + 2
           target.p <= n + 1
           target.N <= 1
