reduction IndependentSet -> Clique
  "TODO: the idea, in one line"
  given    x
  # TODO: the labels of the image, and what each is made of
  labels   copy(from : x.G.vertices)
  # the source has x.G.vertices, x.G.edges, x.k
  # TODO: the image; a `let` section before it names what several fields need
  target   G.vertices = { copy(v) | v in x.G.vertices }
           G.edges    = {}
           k          = x.k
  # TODO: from a witness of IndependentSet to one of Clique, and back
  forward  S -> S = {}
  backward S -> S = {}
  # TODO: how large the image is, in the source's measures n, m, b, as in
  #   claims   target.n <= n + 1
