problem OneNeuronDNNT restricts UniformDNNT "Discrete neural-network training, uniform weights, one hidden neuron"
    where |layers[1]| = 1
  cites    DoronArad2025
