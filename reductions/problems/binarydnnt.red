problem BinaryDNNT restricts OneNeuronDNNT "Training of a binarised neuron (one hidden neuron, all weights -1 or 1)"
    where (every i in parameters: options[i] = {-1, 1})
  cites    HubaraEtAl2016
