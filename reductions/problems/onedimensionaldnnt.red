problem OneDimensionalDNNT restricts DNNT "Discrete neural-network training, input and output dimension 1"
    where |layers[0]| = 1 and |layers[|layers| - 1]| = 1
  cites    DoronArad2025
