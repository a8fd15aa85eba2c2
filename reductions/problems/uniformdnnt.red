problem UniformDNNT restricts TwoLayerDNNT "Discrete neural-network training, two layers, uniform weights"
    where (every u in layers[0], v in layers[1]: (u, v) in domain(weights))
          and (every u in layers[1], v in layers[2]: (u, v) in domain(weights))
          and (every e -> t in weights: case t of fixed(_): false; free(_): true)
          and (every v -> t in bias: case t of fixed(r): r = 0; free(_): true)
          and (every i in parameters: (count e -> t in weights: t = free(i)) + (count v -> t in bias: t = free(i)) <= 1)
          and (every i in parameters, j in parameters: options[i] = options[j])
  cites    DoronArad2025
