reduction SubsetSum -> OnePointDNNT
  "One input, one output, one sample. A hidden neuron per item holds its size; its output weight, 0 or 1, leaves the item out or takes it in."
  because  "On the input 1 the output is the sum of the sizes taken in. No items: no hidden neurons, and the output is 0."
  cites    DoronArad2025
  given    x
  labels   start, neuron(item : x.item), out, pick(item : x.item)
  let      hidden = { neuron(i) | i in x.item }
  target   nodes      = {start} + hidden + {out}
           layers     = [{start}, hidden, {out}]
           act        = { v -> identity | v in {start} + hidden + {out} }
           bias       = { v -> fixed(0) | v in {start} + hidden + {out} }
           weights    = { (start, neuron(i)) -> fixed(x.size[i]) | i in x.item }
                        with { (neuron(i), out) -> free(pick(i)) | i in x.item }
           parameters = { pick(i) | i in x.item }
           options    = { pick(i) -> {0, 1} | i in x.item }
           samples    = [{ point := { start -> 1 }, value := { out -> x.goal } }]
           gamma      = 0
  forward  S -> theta = { pick(i) -> if i in S then 1 else 0 | i in x.item }
  backward theta -> S = { i | i in x.item where theta[pick(i)] = 1 }
  claims   target.V <= n + 2
           target.E <= 2*n
           target.p <= n
           target.N <= 1
           target.L <= 3
           target.q <= 2
           target.b <= b + c + 8
           parsimonious
