problem TernaryDNNT restricts TwoLayerDNNT "Training of a ternary neuron (one hidden neuron, all weights -1, 0 or 1)"
    where |layers[1]| = 1
          and (every e -> t in weights: case t of fixed(_): false; free(_): true)
          and (every i in parameters: options[i] = {-1, 0, 1})
  cites    LiZhangLiu2016
