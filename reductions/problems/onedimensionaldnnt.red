problem OneDimensionalDNNT restricts TwoLayerDNNT "Discrete neural-network training, two layers, input and output dimension 1"
    where |layers[0]| = 1 and |layers[2]| = 1
  cites    DoronArad2025
