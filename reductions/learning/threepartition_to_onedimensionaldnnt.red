reduction ThreePartition -> OneDimensionalDNNT
  "One input, one output. An item is a hidden ReLU neuron that weighs as much and chooses a position for its kink."
  because  "The slope of the target grows by the bound at each position: the items that choose a position weigh so much together."
  cites    DoronArad2025
  given    x
  labels   start, out, neuron(item : x.item), at(item : x.item)
  let      m        = |x.item| div 3
           hidden   = { neuron(i) | i in x.item }
           # equivalent mutant: `t in 1 .. m` -> `t in 1 .. m + 1`: no sample lies beyond m + 1
           curve(z) = sum(x.bound * max(0, z - t) | t in 1 .. m)
  target   nodes      = {start, out} + hidden
           layers     = [{start}, hidden, {out}]
           act        = { v -> identity | v in {start, out} } with { v -> relu | v in hidden }
           bias       = { v -> fixed(0) | v in {start, out} } with { neuron(i) -> free(at(i)) | i in x.item }
           weights    = { (start, v) -> fixed(1) | v in hidden }
                        with { (neuron(i), out) -> fixed(s) | i -> s in x.size }
           parameters = { at(i) | i in x.item }
           # equivalent mutant: `t in 1 .. m` -> `t in 1 .. m + 1`: the positions before take the whole total
           options    = { at(i) -> { -t | t in 1 .. m } | i in x.item }
           # equivalent mutant: `2 .. m + 1` -> `2 .. m`: what the other positions leave is the bound, since the total is m times it
           # equivalent mutant: `2 .. m + 1` -> `2 .. m + 0`: what the other positions leave is the bound, since the total is m times it
           samples    = [ { point := { start -> z }, value := { out -> curve(z) } } | z in 2 .. m + 1 ]
           gamma      = 0
  forward  bin -> theta = { at(i) -> -t | i -> t in bin }
  backward theta -> bin = { i -> -theta[at(i)] | i in x.item }
  claims   target.V <= n + 2
           target.E <= 2*n
           target.p <= n
           target.N <= n
           target.L <= 3
           target.q <= n
           parsimonious
