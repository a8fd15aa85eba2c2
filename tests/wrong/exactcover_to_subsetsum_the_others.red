# expect: refuted backward
# because: The items that are not chosen are lifted.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": ["u0"]}}
# witness of the target: ["old(i0)"]
reduction ExactCover -> SubsetSum
  given    x
  labels   old(index : x.index)
  let      width  = bits(|x.index|)
           place  = { u -> i | i -> u in listed(x.universe) }
           one(u) = 2^(width * place[u])
  target   item = { old(i) | i in x.index }
           size = { old(i) -> sum(one(u) | u in X) | i -> X in x.family }
           goal = sum(one(u) | u in x.universe)
  forward  C -> S = { old(i) | i in C }
  backward S -> C = { i | i in x.index where old(i) not in S }
