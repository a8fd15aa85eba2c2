# expect: refuted backward
# because: The bias and the gain need not be 1, and all other weights turn over.
# instance: {"variables": ["v0", "v1"], "clauses": [[{"positive": "v0"}, {"negative": "v1"}]]}
# witness of the target: {"bit(v0)": 1, "bit(v1)": 0, "bit1": 0, "gain": 1}
reduction OneInThreeSAT -> OneNeuronDNNT
  given    phi
  labels   input(variable : phi.variables), constant, neuron, out, bit(variable : phi.variables), bit1, gain
  let      negatives(c) = count l in c: l = negative(variable(l))
           weight(c, x) = (count l in c: l = positive(x)) - (count l in c: l = negative(x))
           inputs       = { input(x) | x in phi.variables } + {constant}
           choices      = { bit(x) | x in phi.variables } + {bit1, gain}
  target   nodes      = inputs + {neuron, out}
           layers     = [inputs, {neuron}, {out}]
           act        = { v -> identity | v in inputs + {neuron, out} }
           bias       = { v -> fixed(0) | v in inputs + {neuron, out} }
           weights    = { (input(x), neuron) -> free(bit(x)) | x in phi.variables }
                        with { (constant, neuron) -> free(bit1), (neuron, out) -> free(gain) }
           parameters = choices
           options    = { i -> {0, 1} | i in choices }
           samples    = [ { point := { input(x) -> weight(c, x) | x in phi.variables }
                                     with { constant -> negatives(c) },
                            value := { out -> 1 } }
                        | c in phi.clauses ]
           gamma      = 0
  forward  a -> theta = { bit(x) -> if x in a then 1 else 0 | x in phi.variables } with { bit1 -> 1, gain -> 1 }
  backward theta -> a = { x | x in phi.variables where theta[bit(x)] = 1 }
