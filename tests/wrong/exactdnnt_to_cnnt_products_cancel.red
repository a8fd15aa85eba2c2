# expect: refuted backward
# run: slow
# because: Products that are not squared cancel each other: one is positive, another one negative.
# instance: {"nodes": [], "layers": [[], []], "act": {}, "bias": {}, "weights": [], "parameters": ["p0", "p1"], "options": {"p0": [], "p1": [0]}, "samples": [{"point": {}, "value": {}}], "gamma": 0}
# witness of the target: {"real(p0)": 0, "real(p1)": -1}
# within: V = 1, L = 2, E = 0, p = 2, N = 1, q = 1, b = 2
reduction ExactDNNT -> CNNT
  given    x
  labels   old(node : x.nodes), real(parameter : x.parameters), kept(node : x.nodes, place : position),
             partial(parameter : x.parameters, place : position), factor(parameter : x.parameters, place : position),
             plus(parameter : x.parameters, place : position), minus(parameter : x.parameters, place : position),
             squared(parameter : x.parameters), check
  let      most       = max(|o| | i -> o in x.options)
           last       = 2 * most + 2
           outputs    = x.layers[|x.layers| - 1]
           choices(i) = listed(x.options[i])
           taken(t)   = case t of fixed(r): fixed(r); free(i): free(real(i))
           stages     = { (i, k) | i in x.parameters, k in 0 .. most - 1 }
           steps      = { (i, k) | i in x.parameters, k in 0 .. most - 1 where k < |choices(i)| }
           carried    = { kept(v, l) | v in outputs, l in 0 .. last }
  target   nodes      = { old(v) | v in x.nodes }
                        + carried
                        + { partial(i, k) | i in x.parameters, k in 0 .. most }
                        + { factor(i, k) | (i, k) in stages }
                        + { plus(i, k) | (i, k) in stages }
                        + { minus(i, k) | (i, k) in stages }
                        + { squared(i) | i in x.parameters }
                        + {check}
           layers     = [ { old(v) | v in layer } | layer in x.layers ]
                        ++ [ layer
                           | k in 0 .. most - 1,
                             layer in [{ kept(v, 2 * k) | v in outputs }
                                       + { partial(i, k) | i in x.parameters }
                                       + { factor(i, k) | i in x.parameters },
                                       { kept(v, 2 * k + 1) | v in outputs }
                                       + { plus(i, k) | i in x.parameters }
                                       + { minus(i, k) | i in x.parameters }] ]
                        ++ [{ kept(v, 2 * most) | v in outputs } + { partial(i, most) | i in x.parameters },
                            { kept(v, 2 * most + 1) | v in outputs } + { squared(i) | i in x.parameters },
                            { kept(v, last) | v in outputs } + {check}]
           act        = { old(v) -> f | v -> f in x.act }
                        with { v -> identity | v in carried + {check} }
                        with { partial(i, k) -> identity | i in x.parameters, k in 0 .. most }
                        with { factor(i, k) -> identity | (i, k) in stages }
                        with { plus(i, k) -> if (i, k) in steps then square else identity | (i, k) in stages }
                        with { minus(i, k) -> if (i, k) in steps then square else identity | (i, k) in stages }
                        with { squared(i) -> identity | i in x.parameters }
           bias       = { old(v) -> taken(t) | v -> t in x.bias }
                        with { v -> fixed(0) | v in carried + {check} }
                        with { partial(i, k) -> fixed(if k = 0 then 1 else 0) | i in x.parameters, k in 0 .. most }
                        with { factor(i, k) -> free(real(i)) | (i, k) in stages }
                        with { plus(i, k) -> fixed(if (i, k) in steps then -choices(i)[k] else 0) | (i, k) in stages }
                        with { minus(i, k) -> fixed(if (i, k) in steps then choices(i)[k] else 0) | (i, k) in stages }
                        with { squared(i) -> fixed(0) | i in x.parameters }
           weights    = { (old(u), old(v)) -> taken(t) | (u, v) -> t in x.weights }
                        with { (old(v), kept(v, 0)) -> fixed(1) | v in outputs }
                        with { (kept(v, l - 1), kept(v, l)) -> fixed(1) | v in outputs, l in 1 .. last }
                        with { (partial(i, k), plus(i, k)) -> fixed(1) | (i, k) in stages }
                        with { (factor(i, k), plus(i, k)) -> fixed(1) | (i, k) in steps }
                        with { (partial(i, k), minus(i, k)) -> fixed(1) | (i, k) in steps }
                        with { (factor(i, k), minus(i, k)) -> fixed(-1) | (i, k) in steps }
                        with { (plus(i, k), partial(i, k + 1)) -> fixed(if (i, k) in steps then 1 / 4 else 1)
                             | (i, k) in stages }
                        with { (minus(i, k), partial(i, k + 1)) -> fixed(-1 / 4) | (i, k) in steps }
                        with { (partial(i, most), squared(i)) -> fixed(1) | i in x.parameters }
                        with { (squared(i), check) -> fixed(1) | i in x.parameters }
           parameters = { real(i) | i in x.parameters }
           samples    = [ { point := { old(v) -> r | v -> r in s.point },
                            value := { kept(v, last) -> r | v -> r in s.value } with { check -> 0 } }
                        | s in x.samples ]
           gamma      = 0
  forward  theta -> theta = { real(i) -> r | i -> r in theta }
  backward psi -> theta = { i -> psi[real(i)] | i in x.parameters }
