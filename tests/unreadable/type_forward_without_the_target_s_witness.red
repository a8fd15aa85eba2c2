# expect: 5:21 found a set of labels of `G.vertices`, expected a map from labels of `G.vertices` to labels of `G.vertices` as the witness `c` of HamiltonianCycle
reduction VertexCover -> HamiltonianCycle
  given    x
  target   G = x.G
  forward  S -> c = S
  backward c -> S = {}
