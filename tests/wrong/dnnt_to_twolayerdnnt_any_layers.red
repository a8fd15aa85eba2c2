# expect: refuted well-formed
# because: An instance of D-NNT may have another number of layers.
# instance: {"nodes": [], "layers": [[], []], "act": {}, "bias": {}, "weights": [], "parameters": [], "options": {}, "samples": [], "gamma": 0}

reduction DNNT -> TwoLayerDNNT
  given    x
  target   nodes      = x.nodes
           layers     = x.layers
           act        = x.act
           bias       = x.bias
           weights    = x.weights
           parameters = x.parameters
           options    = x.options
           samples    = x.samples
           gamma      = x.gamma
  forward  theta -> theta = theta
  backward theta -> theta = theta
