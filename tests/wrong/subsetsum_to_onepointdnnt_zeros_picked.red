# expect: refuted backward
# because: The weights 0 are taken for what is picked.
# instance: {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
# witness of the target: {"pick(i0)": 0}
reduction SubsetSum -> OnePointDNNT
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
  backward theta -> S = { i | i in x.item where theta[pick(i)] = 0 }
