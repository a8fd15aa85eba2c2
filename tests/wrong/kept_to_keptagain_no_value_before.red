# expect: refuted well-formed
# because: A node of a layer need not have a value in what comes before it.
# instance: {"nodes": ["n0"], "layers": [[], ["n0"]], "start": {}}
# witness of the source: []

problem Kept "numbers carried through layers"
  instance nodes  : set of labels
           layers : seq of subset of nodes
           start  : map from nodes to rat
  valid    |layers| >= 1
           domain(start) = layers[0]
  measures n = |nodes|, l = |layers|, b = max(bits(r) | v -> r in start)
  witness  S : subset of nodes
  let      output = fold h = start over layer in layers[1 ..]: { v -> h[v] + 1 | v in layer }
  accepts  every v in layers[|layers| - 1]: output[v] >= 0

problem KeptAgain "numbers carried through layers"
  instance nodes  : set of labels
           layers : seq of subset of nodes
           start  : map from nodes to rat
  valid    |layers| >= 1
           domain(start) = layers[0]
  measures n = |nodes|, l = |layers|, b = max(bits(r) | v -> r in start)
  witness  S : subset of nodes
  let      output = fold h = start over layer in layers[1 ..]: { v -> h[v] + 1 | v in layer }
  accepts  every v in layers[|layers| - 1]: output[v] >= 0

reduction Kept -> KeptAgain
  given    x
  target   nodes  = x.nodes
           layers = x.layers
           start  = x.start
  forward  S -> S = S
  backward S -> S = S
