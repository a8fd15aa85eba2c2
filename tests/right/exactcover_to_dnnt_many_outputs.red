# expect: holds
# because: One sample suffices when there is an output per element. With an empty universe there are no outputs, and every choice fits.
# within: n = 3, m = 3, t = 4
# slow: n = 4, m = 4, t = 4
reduction ExactCover -> DNNT
  given    x
  labels   start, neuron(index : x.index), out(element : x.universe), bit(index : x.index)
  let      hidden = { neuron(i) | i in x.index }
           outputs = { out(u) | u in x.universe }
           choices = { bit(i) | i in x.index }
  target   nodes      = {start} + hidden + outputs
           layers     = [{start}, hidden, outputs]
           act        = { v -> identity | v in {start} + hidden + outputs }
           bias       = { v -> fixed(0) | v in {start} + hidden + outputs }
           weights    = { (start, neuron(i)) -> free(bit(i)) | i in x.index } with { (neuron(i), out(u)) -> fixed(1) | i -> X in x.family, u in X }
           parameters = choices
           options    = { i -> {0, 1} | i in choices }
           samples    = [ { point := { start -> 1 }, value := { out(u) -> 1 | u in x.universe } } ]
           gamma      = 0
  forward  C -> theta = { bit(i) -> if i in C then 1 else 0 | i in x.index }
  backward theta -> C = { i | i in x.index where theta[bit(i)] = 1 }
  claims   target.V <= n + m + 1
           target.p <= m
           target.N <= 1
           parsimonious
