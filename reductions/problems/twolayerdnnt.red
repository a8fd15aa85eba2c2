problem TwoLayerDNNT restricts DNNT "Discrete neural-network training, two layers"
    where |layers| = 3 and (every v in layers[2]: act[v] = identity)
  cites    DoronArad2025
