problem TernaryDNNT restricts OneNeuronDNNT "Training of a ternary neuron (one hidden neuron, all weights -1, 0 or 1)"
    where (every i in parameters: options[i] = {-1, 0, 1})
  cites    LiZhangLiu2016
