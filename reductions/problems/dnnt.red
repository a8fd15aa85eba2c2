type activation = identity or relu or square
type term over P = fixed(rat) or free(P)

problem DNNT "Discrete neural-network training"
  cites    DoronArad2025
  instance nodes      : set of labels
           layers     : seq of subset of nodes  # the inputs first, the outputs last
           act        : map from each nodes to activation
           bias       : map from each nodes to term over parameters
           weights    : map from (nodes, nodes) to term over parameters  # a missing weight is 0
           parameters : set of labels
           options    : map from each parameters to set of rat
           samples    : seq of { point : map from nodes to rat, value : map from nodes to rat }
           gamma      : rat
  valid    |layers| >= 2
           every v in nodes: (count i -> layer in layers: v in layer) = 1
           every (u, v) -> _ in weights: some i in 1 .. |layers| - 1: u in layers[i - 1] and v in layers[i]
           every s in samples: domain(s.point) = layers[0] and domain(s.value) = layers[|layers| - 1]
  measures V = |nodes|, L = |layers|, E = |weights|, p = |parameters|, N = |samples|
           q = max(|o| | i -> o in options)
           b = max(bits(r) | i -> o in options, r in o)
               + max(case t of fixed(r): bits(r); free(_): 0 | v -> t in bias)
               + max(case t of fixed(r): bits(r); free(_): 0 | e -> t in weights)
               + max(bits(r) | s in samples, v -> r in s.point)
               + max(bits(r) | s in samples, v -> r in s.value)
               + bits(gamma)
  witness  theta : choice from options
  let      number(t)   = case t of fixed(r): r; free(i): theta[i]
           apply(f, x) = case f of identity: x; relu: max(0, x); square: x * x
           output(s)   = fold h = s.point over layer in layers[1 ..]:
                           { v -> apply(act[v],
                                        number(bias[v])
                                        + sum(x * number(weights[(u, v)])
                                              | u -> x in h where (u, v) in domain(weights)))
                           | v in layer }
  accepts  sum((output(s)[v] - y)^2 | s in samples, v -> y in s.value) <= gamma
