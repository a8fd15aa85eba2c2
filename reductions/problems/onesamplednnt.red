problem OneSampleDNNT restricts TwoLayerDNNT "Discrete neural-network training, two layers, one sample"
    where |samples| = 1
  cites    DoronArad2025
