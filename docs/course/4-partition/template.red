reduction SubsetSum -> Partition
  "TODO: the idea, in one line"
  given    x
  # TODO: the labels of the image, and what each is made of
  labels   copy(from : x.item)
  # the source has x.item, x.size, x.goal
  # TODO: the image; a `let` section before it names what several fields need
  target   item = { copy(v) | v in x.item }
           size = { copy(v) -> 0 | v in x.item }
  # TODO: from a witness of SubsetSum to one of Partition, and back
  forward  S -> S = {}
  backward S -> S = {}
  # TODO: how large the image is, in the source's measures n, b, c, as in
  #   claims   target.n <= n + 1
