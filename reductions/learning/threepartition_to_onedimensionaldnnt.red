reduction ThreePartition -> OneDimensionalDNNT
  "One input, one output. An item is a hidden ReLU neuron that weighs as much and chooses a position for its kink."
  because  "The slope of the target changes by the bound at each position: the items that choose it weigh so much together."
           "Beyond a position the target has a slope: the bounds of the positions that are beyond it."
             shows every z in 0 .. m, y in 0 .. m + 1:
                     y = z + 1 implies curve(z) - curve(y) = sum(x.bound | t in 1 .. m where t > z)
           "At each position it changes by the bound."
             shows every y in 0 .. m, z in 1 .. m:
                     y = z - 1
                     implies sum(x.bound | t in 1 .. m where t > y) = sum(x.bound | t in 1 .. m where t > z) + x.bound
           "The slope of the network is what the items beyond it weigh."
             shows backward theta -> every y in 0 .. m + 1, z in 0 .. m:
                                       y = z + 1
                                       implies sum(s * max(0, theta[at(i)] - z) | i -> s in x.size)
                                               - sum(s * max(0, theta[at(i)] - y) | i -> s in x.size)
                                                 = sum(s | i -> s in x.size where theta[at(i)] > z)
           "At each position it changes by what the items there weigh."
             shows backward theta -> every y in 0 .. m, z in 1 .. m:
                                       y = z - 1
                                       implies sum(s | i -> s in x.size where theta[at(i)] > y)
                                                 = sum(s | i -> s in x.size where theta[at(i)] > z)
                                                   + sum(s | i -> s in x.size where theta[at(i)] = z)
           "The network fits the samples."
             shows backward theta -> every z in { t | t in 0 .. m - 1 }:
                                       sum(s * max(0, theta[at(i)] - z) | i -> s in x.size) = curve(z)
           "Beyond the last position both are 0."
             shows backward theta -> every z in { t | t in 0 .. m + 1 }:
                                       z >= m
                                       implies sum(s * max(0, theta[at(i)] - z) | i -> s in x.size) = 0 and curve(z) = 0
           "It has the slope of the target."
             shows backward theta -> every z in { t | t in 0 .. m }:
                                       sum(s | i -> s in x.size where theta[at(i)] > z)
                                         = sum(x.bound | t in 1 .. m where t > z)
           "The slope of the network is what the items beyond it weigh."
             shows forward bin -> every y in 0 .. m + 1, z in 0 .. m:
                                    y = z + 1
                                    implies sum(s * max(0, bin[i] - z) | i -> s in x.size)
                                            - sum(s * max(0, bin[i] - y) | i -> s in x.size)
                                              = sum(s | i -> s in x.size where bin[i] > z)
           "At each position it changes by what the items there weigh."
             shows forward bin -> every y in 0 .. m, z in 1 .. m:
                                    y = z - 1
                                    implies sum(s | i -> s in x.size where bin[i] > y)
                                              = sum(s | i -> s in x.size where bin[i] > z)
                                                + sum(s | i -> s in x.size where bin[i] = z)
           "From the last position down, the slopes agree."
             shows forward bin -> every j in 0 .. m:
                                    every z in 0 .. m:
                                      z = m - j
                                      implies sum(s | i -> s in x.size where bin[i] > z)
                                                = sum(x.bound | t in 1 .. m where t > z)
           "So do the values."
             shows forward bin -> every j in 0 .. m:
                                    every z in 0 .. m:
                                      z = m - j implies sum(s * max(0, bin[i] - z) | i -> s in x.size) = curve(z)
           "Positions are counted from the last one." takes forward _bin -> { m - z | z in 0 .. m }
  cites    DoronArad2025
  given    x
  labels   start, out, neuron(item : x.item), at(item : x.item)
  let      m        = |x.item| div 3
           hidden   = { neuron(i) | i in x.item }
           curve(z) = sum(x.bound * max(0, t - z) | t in 1 .. m)
  target   nodes      = {start, out} + hidden
           layers     = [{start}, hidden, {out}]
           act        = { v -> identity | v in {start, out} } with { v -> relu | v in hidden }
           bias       = { v -> fixed(0) | v in {start, out} } with { neuron(i) -> free(at(i)) | i in x.item }
           weights    = { (start, v) -> fixed(-1) | v in hidden }
                        with { (neuron(i), out) -> fixed(s) | i -> s in x.size }
           parameters = { at(i) | i in x.item }
           # equivalent mutant: `t in 1 .. m` -> `t in 0 .. m`: the other positions take the whole total
           options    = { at(i) -> { t | t in 1 .. m } | i in x.item }
           # equivalent mutant: `z in 0 .. m` -> `z in 1 .. m`: what the other positions leave is the bound, since the total is m times it
           # equivalent mutant: `m - 1 ]` -> `m - 0 ]`: from the last position on, target and network are 0
           # equivalent mutant: `.. m - 1 ]` -> `.. m ]`: from the last position on, target and network are 0
           # equivalent mutant: `.. m - 1 ]` -> `.. m + 1 ]`: from the last position on, target and network are 0
           samples    = [ { point := { start -> z }, value := { out -> curve(z) } } | z in 0 .. m - 1 ]
           gamma      = 0
  forward  bin -> theta = { at(i) -> t | i -> t in bin }
  backward theta -> bin = { i -> theta[at(i)] | i in x.item }
  claims   target.V <= n + 2
           target.E <= 2*n
           target.p <= n
           target.N <= n
           target.L <= 3
           target.q <= n
           parsimonious
