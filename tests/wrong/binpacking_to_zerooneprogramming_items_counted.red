# expect: refuted forward
# because: The items of a bin are counted, not their sizes.
# instance: {"item": ["i0"], "size": {"i0": 0}, "capacity": 0, "k": 1}
# witness of the source: {"i0": 1}
reduction BinPacking -> ZeroOneProgramming
  given    x
  labels   put(item : x.item, bin : number), has_one(item : x.item), fits(bin : number)
  let      bins = 1 .. min(x.k, |x.item|)
  target   variable    = { put(i, j) | i in x.item, j in bins }
           row         = { has_one(i) | i in x.item } + { fits(j) | j in bins }
           coefficient = { has_one(i) -> { put(i, j) -> 1 | j in bins } | i in x.item }
                         with { fits(j) -> { put(i, j) -> -1 | i -> s in x.size } | j in bins }
           least       = { has_one(i) -> 1 | i in x.item } with { fits(j) -> -x.capacity | j in bins }
  forward  bin -> S = { put(i, j) | i -> j in bin }
  backward S -> bin = { i -> first j in bins: put(i, j) in S | i in x.item }
