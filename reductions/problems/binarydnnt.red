problem BinaryDNNT restricts TwoLayerDNNT "Training of a binarised neuron (one hidden neuron, all weights -1 or 1)"
    where |layers[1]| = 1
          and (every e -> t in weights: case t of fixed(_): false; free(_): true)
          and (every i in parameters: options[i] = {-1, 1})
  cites    HubaraEtAl2016
