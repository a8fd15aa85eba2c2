# expect: refuted well-formed
# because: Every item is picked, and the part holds only those that are marked.
# instance: {"item": ["i0"], "marked": []}

problem Items "A set, some of its members marked"
  instance item   : set of labels
           marked : subset of item
  measures n = |item|
  witness  S : subset of item
  accepts  |S| >= 1

problem PickedPart "A part, and members of the part"
  instance thing : set of labels
           part  : subset of thing
           picks : seq of one of part
  measures n = |thing|
           m = |picks|
  witness  S : subset of thing
  accepts  |S| >= 1

reduction Items -> PickedPart
  given    x
  labels   old(x.item)
  target   thing = { old(i) | i in x.item }
           part  = { old(i) | i in x.marked }
           picks = [old(i) | i in listed(x.item)]
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
