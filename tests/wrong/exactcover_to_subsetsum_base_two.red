# expect: refuted backward
# because: Digits carry over where several sets hold an element.
# instance: {"universe": ["u0", "u1"], "index": ["i0", "i1", "i2"], "family": {"i0": ["u0"], "i1": ["u0"], "i2": ["u0"]}}
# witness of the target: ["old(i0)", "old(i1)", "old(i2)"]
reduction ExactCover -> SubsetSum
  given    x
  labels   old(index : x.index)
  let      width  = 1
           place  = { u -> i | i -> u in listed(x.universe) }
           one(u) = 2^(width * place[u])
  target   item = { old(i) | i in x.index }
           size = { old(i) -> sum(one(u) | u in X) | i -> X in x.family }
           goal = sum(one(u) | u in x.universe)
  forward  C -> S = { old(i) | i in C }
  backward S -> C = { i | old(i) in S }
