# expect: refuted forward
# because: A false variable of weight -1 takes away what a true literal gives.
# instance: {"variables": ["v0", "v1"], "clauses": [[{"positive": "v0"}, {"positive": "v1"}]]}
# witness of the source: ["v0"]
reduction ThreeSAT -> TernaryDNNT
  given    phi
  labels   input(variable : phi.variables), constant, neuron, out, bit(variable : phi.variables), bit1, gain
  let      negatives(c) = count l in c: l = negative(variable(l))
           weight(c, x) = (count l in c: l = negative(x)) - (count l in c: l = positive(x))
           inputs       = { input(x) | x in phi.variables } + {constant}
           choices      = { bit(x) | x in phi.variables } + {bit1, gain}
  target   nodes      = inputs + {neuron, out}
           layers     = [inputs, {neuron}, {out}]
           act        = { v -> identity | v in inputs + {out} } with { neuron -> relu }
           bias       = { v -> fixed(0) | v in inputs + {neuron, out} }
           weights    = { (input(x), neuron) -> free(bit(x)) | x in phi.variables }
                        with { (constant, neuron) -> free(bit1), (neuron, out) -> free(gain) }
           parameters = choices
           options    = { i -> {-1, 0, 1} | i in choices }
           samples    = [ { point := { input(x) -> weight(c, x) | x in phi.variables }
                                     with { constant -> 1 - negatives(c) },
                            value := { out -> 0 } }
                        | c in phi.clauses ]
                        ++ [{ point := { input(x) -> 0 | x in phi.variables } with { constant -> 1 },
                              value := { out -> 1 } }]
           gamma      = 0
  forward  a -> theta = { bit(x) -> if x in a then 1 else -1 | x in phi.variables } with { bit1 -> 1, gain -> 1 }
  backward theta -> a = { x | x in phi.variables where theta[bit(x)] = 1 }
