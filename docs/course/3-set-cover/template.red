reduction VertexCover -> SetCover
  "TODO: the idea, in one line"
  given    x
  # TODO: the labels of the image, and what each is made of
  labels   copy_universe(from : x.G.vertices), copy_index(from : x.G.vertices)
  # the source has x.G.vertices, x.G.edges, x.k
  # TODO: the image; a `let` section before it names what several fields need
  target   universe = { copy_universe(v) | v in x.G.vertices }
           index    = { copy_index(v) | v in x.G.vertices }
           family   = { copy_index(v) -> {} | v in x.G.vertices }
           k        = x.k
  # TODO: from a witness of VertexCover to one of SetCover, and back
  forward  S -> C = {}
  backward C -> S = {}
  # TODO: how large the image is, in the source's measures n, m, b, as in
  #   claims   target.n <= n + 1
