reduction ThreeSAT -> BinaryDNNT
  "One hidden ReLU neuron, every weight -1 or 1: false or true. A sample per clause forces the neuron to stay silent: the clause holds."
  because  "On a clause's sample the neuron computes relu(2 - 2 * true literals), since its k literals sum up to 2 * true literals - k."
           "The last sample forces the constant and the output weight to 1."
           "Repeated literals count twice, a variable and its opposite cancel, and the neuron answers 2 on an empty clause."
  cites    DoronArad2025
  given    phi
  labels   input(variable : phi.variables), constant, neuron, out, bit(variable : phi.variables), bit1, gain
  let      weight(c, x) = (count l in c: l = negative(x)) - (count l in c: l = positive(x))
           inputs       = { input(x) | x in phi.variables } + {constant}
           choices      = { bit(x) | x in phi.variables } + {bit1, gain}
  target   nodes      = inputs + {neuron, out}
           layers     = [inputs, {neuron}, {out}]
           act        = { v -> identity | v in inputs + {out} } with { neuron -> relu }
           bias       = { v -> fixed(0) | v in inputs + {neuron, out} }
           weights    = { (input(x), neuron) -> free(bit(x)) | x in phi.variables }
                        with { (constant, neuron) -> free(bit1), (neuron, out) -> free(gain) }
           parameters = choices
           options    = { i -> {-1, 1} | i in choices }
           samples    = [ { point := { input(x) -> weight(c, x) | x in phi.variables } with { constant -> 2 - |c| },
                            value := { out -> 0 } }
                        | c in phi.clauses ]
                        ++ [{ point := { input(x) -> 0 | x in phi.variables } with { constant -> 1 },
                              value := { out -> 1 } }]
           gamma      = 0
  forward  a -> theta = { bit(x) -> if x in a then 1 else -1 | x in phi.variables } with { bit1 -> 1, gain -> 1 }
  backward theta -> a = { x | x in phi.variables where theta[bit(x)] = 1 }
  claims   target.V <= n + 3
           target.E <= n + 2
           target.p <= n + 2
           target.N <= m + 1
           target.L <= 3
           target.q <= 2
           target.value(samples) <= 3
           parsimonious
