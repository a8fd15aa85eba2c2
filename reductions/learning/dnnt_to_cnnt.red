reduction DNNT -> CNNT
  "A copy of the network per sample, their weights shared; the output is what the loss exceeds gamma by, and a check per parameter."
  because  "relu(loss - gamma) is 0 if and only if the loss is at most gamma. The product of a parameter's differences to its options is"
           "0 if and only if it is one of them; by ((a + b)^2 - (a - b)^2) / 4, with the parameter as a bias, a factor takes two layers."
  cites    DoronArad2025
  given    x
  labels   start, copy(sample : position, node : x.nodes), error(sample : position, node : x.nodes), excess,
             kept(place : position), real(parameter : x.parameters),
             partial(parameter : x.parameters, place : position), factor(parameter : x.parameters, place : position),
             plus(parameter : x.parameters, place : position), minus(parameter : x.parameters, place : position),
             squared(parameter : x.parameters), out
  let      most       = max(|o| | i -> o in x.options)
           inputs     = x.layers[0]
           outputs    = x.layers[|x.layers| - 1]
           choices(i) = listed(x.options[i])
           taken(t)   = case t of fixed(r): fixed(r); free(i): free(real(i))
           indices    = positions(x.samples)
           stages     = { (i, k) | i in x.parameters, k in 0 .. most - 1 }
           steps      = { (i, k) | i in x.parameters, k in 0 .. most - 1 where k < |choices(i)| }
           waiting    = { kept(l) | l in 0 .. 2 * most + 1 }
           errors     = { error(s, v) | s in indices, v in outputs }
  target   nodes      = {start, excess, out}
                        + { copy(s, v) | s in indices, v in x.nodes }
                        + errors
                        + waiting
                        + { partial(i, k) | i in x.parameters, k in 0 .. most }
                        + { factor(i, k) | (i, k) in stages }
                        + { plus(i, k) | (i, k) in stages }
                        + { minus(i, k) | (i, k) in stages }
                        + { squared(i) | i in x.parameters }
           layers     = [{start}]
                        ++ [ { copy(s, v) | s in indices, v in layer } | layer in x.layers ]
                        ++ [errors, {excess}]
                        ++ [ layer
                           | k in 0 .. most - 1,
                             layer in [{kept(2 * k)}
                                       + { partial(i, k) | i in x.parameters }
                                       + { factor(i, k) | i in x.parameters },
                                       {kept(2 * k + 1)}
                                       + { plus(i, k) | i in x.parameters }
                                       + { minus(i, k) | i in x.parameters }] ]
                        ++ [{kept(2 * most)} + { partial(i, most) | i in x.parameters },
                            {kept(2 * most + 1)} + { squared(i) | i in x.parameters },
                            {out}]
           act        = { v -> identity | v in waiting + {start, out} }
                        with { copy(s, v) -> if v in inputs then identity else f | s in indices, v -> f in x.act }
                        with { v -> square | v in errors }
                        with { excess -> relu }
                        with { partial(i, k) -> identity | i in x.parameters, k in 0 .. most }
                        with { factor(i, k) -> identity | (i, k) in stages }
                        with { plus(i, k) -> if (i, k) in steps then square else identity | (i, k) in stages }
                        with { minus(i, k) -> if (i, k) in steps then square else identity | (i, k) in stages }
                        with { squared(i) -> square | i in x.parameters }
           bias       = { v -> fixed(0) | v in waiting + {start, out} }
                        with { copy(s, v) -> taken(t) | s in indices, v -> t in x.bias }
                        with { copy(s, v) -> fixed(r) | s -> sample in x.samples, v -> r in sample.point }
                        with { error(s, v) -> fixed(-r) | s -> sample in x.samples, v -> r in sample.value }
                        with { excess -> fixed(-x.gamma) }
                        with { partial(i, k) -> fixed(if k = 0 then 1 else 0) | i in x.parameters, k in 0 .. most }
                        with { factor(i, k) -> free(real(i)) | (i, k) in stages }
                        with { plus(i, k) -> fixed(if (i, k) in steps then -choices(i)[k] else 0) | (i, k) in stages }
                        with { minus(i, k) -> fixed(if (i, k) in steps then choices(i)[k] else 0) | (i, k) in stages }
                        with { squared(i) -> fixed(0) | i in x.parameters }
           weights    = { (copy(s, u), copy(s, v)) -> taken(t) | s in indices, (u, v) -> t in x.weights }
                        with { (copy(s, v), error(s, v)) -> fixed(1) | s in indices, v in outputs }
                        with { (e, excess) -> fixed(1) | e in errors }
                        with { (excess, kept(0)) -> fixed(1) }
                        with { (kept(l - 1), kept(l)) -> fixed(1) | l in 1 .. 2 * most + 1 }
                        with { (kept(2 * most + 1), out) -> fixed(1) }
                        with { (partial(i, k), plus(i, k)) -> fixed(1) | (i, k) in stages }
                        with { (factor(i, k), plus(i, k)) -> fixed(1) | (i, k) in steps }
                        with { (partial(i, k), minus(i, k)) -> fixed(1) | (i, k) in steps }
                        with { (factor(i, k), minus(i, k)) -> fixed(-1) | (i, k) in steps }
                        with { (plus(i, k), partial(i, k + 1)) -> fixed(if (i, k) in steps then 1 / 4 else 1)
                             | (i, k) in stages }
                        with { (minus(i, k), partial(i, k + 1)) -> fixed(-1 / 4) | (i, k) in steps }
                        with { (partial(i, most), squared(i)) -> fixed(1) | i in x.parameters }
                        with { (squared(i), out) -> fixed(1) | i in x.parameters }
           parameters = { real(i) | i in x.parameters }
           samples    = [{ point := { start -> 0 }, value := { out -> 0 } }]
           gamma      = 0
  forward  theta -> theta = { real(i) -> r | i -> r in theta }
  backward psi -> theta = { i -> psi[real(i)] | i in x.parameters }
  claims   target.N <= 1
           target.p = p
           parsimonious
