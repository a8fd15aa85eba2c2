# expect: refuted backward
# because: The first position is read as bin 0.
# instance: {"item": ["i0", "i1", "i2"], "size": {"i0": 1, "i1": 1, "i2": 1}, "bound": 3}
# witness of the target: {"at(i0)": -1, "at(i1)": -1, "at(i2)": -1}
reduction ThreePartition -> OneDimensionalDNNT
  given    x
  labels   start, out, neuron(item : x.item), at(item : x.item)
  let      m        = |x.item| div 3
           hidden   = { neuron(i) | i in x.item }
           curve(z) = sum(x.bound * max(0, z - t) | t in 1 .. m)
  target   nodes      = {start, out} + hidden
           layers     = [{start}, hidden, {out}]
           act        = { v -> identity | v in {start, out} } with { v -> relu | v in hidden }
           bias       = { v -> fixed(0) | v in {start, out} } with { neuron(i) -> free(at(i)) | i in x.item }
           weights    = { (start, v) -> fixed(1) | v in hidden }
                        with { (neuron(i), out) -> fixed(s) | i -> s in x.size }
           parameters = { at(i) | i in x.item }
           options    = { at(i) -> { -t | t in 1 .. m } | i in x.item }
           samples    = [ { point := { start -> z }, value := { out -> curve(z) } } | z in 2 .. m + 1 ]
           gamma      = 0
  forward  bin -> theta = { at(i) -> -t | i -> t in bin }
  backward theta -> bin = { i -> -theta[at(i)] - 1 | i in x.item }
