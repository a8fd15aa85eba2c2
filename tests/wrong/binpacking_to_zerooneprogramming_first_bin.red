# expect: refuted backward
# because: All items are put into the first bin.
# instance: {"item": ["i0", "i1"], "size": {"i0": 1, "i1": 1}, "capacity": 1, "k": 2}
# witness of the target: ["put(i0, 1)", "put(i1, 2)"]
reduction BinPacking -> ZeroOneProgramming
  given    x
  labels   put(item : x.item, bin : number), has_one(item : x.item), fits(bin : number)
  let      bins = 1 .. min(x.k, |x.item|)
  target   variable    = { put(i, j) | i in x.item, j in bins }
           row         = { has_one(i) | i in x.item } + { fits(j) | j in bins }
           coefficient = { has_one(i) -> { put(i, j) -> 1 | j in bins } | i in x.item }
                         with { fits(j) -> { put(i, j) -> -s | i -> s in x.size } | j in bins }
           least       = { has_one(i) -> 1 | i in x.item } with { fits(j) -> -x.capacity | j in bins }
  forward  bin -> S = { put(i, j) | i -> j in bin }
  backward S -> bin = { i -> first j in bins: j = j | i in x.item }
