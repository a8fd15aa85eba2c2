# expect: refuted well-formed
# because: The output has values at the nodes of the last layer only, and the verifier reads them at all nodes.
# instance: {"nodes": ["n0"], "layers": [[]], "start": {}}
# witness of the source: []

problem Layered "numbers carried through layers"
  instance nodes  : set of labels
           layers : seq of subset of nodes
           start  : map from nodes to rat
  valid    |layers| >= 1
           domain(start) = layers[0]
  measures n = |nodes|, l = |layers|, b = max(bits(r) | v -> r in start)
  witness  S : subset of nodes
  let      output = fold h = start over layer in layers[1 ..]: { v -> sum(x | u -> x in h where u in S) | v in layer }
  accepts  every v in nodes: output[v] >= 0

problem LayeredAgain "numbers carried through layers"
  instance nodes  : set of labels
           layers : seq of subset of nodes
           start  : map from nodes to rat
  valid    |layers| >= 1
           domain(start) = layers[0]
  measures n = |nodes|, l = |layers|, b = max(bits(r) | v -> r in start)
  witness  S : subset of nodes
  let      output = fold h = start over layer in layers[1 ..]: { v -> sum(x | u -> x in h where u in S) | v in layer }
  accepts  every v in layers[|layers| - 1]: output[v] >= 0

reduction Layered -> LayeredAgain
  given    x
  target   nodes  = x.nodes
           layers = x.layers
           start  = x.start
  forward  S -> S = S
  backward S -> S = S
