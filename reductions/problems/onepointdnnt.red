problem OnePointDNNT restricts OneSampleDNNT "Discrete neural-network training, two layers, one sample, input and output dimension 1"
    where |layers[0]| = 1 and |layers[2]| = 1
  cites    DoronArad2025
