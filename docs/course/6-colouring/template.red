reduction ThreeSAT -> ThreeColoring
  "TODO: the idea, in one line"
  given    x
  # TODO: the labels of the image, and what each is made of
  labels   copy(from : x.variables)
  # the source has x.variables, x.clauses
  # TODO: the image; a `let` section before it names what several fields need
  target   G.vertices = { copy(v) | v in x.variables }
           G.edges    = {}
  # TODO: from a witness of ThreeSAT to one of ThreeColoring, and back
  forward  a -> f = { copy(v) -> red | v in x.variables }
  backward f -> a = {}
  # TODO: how large the image is, in the source's measures n, m, as in
  #   claims   target.n <= n + 1
