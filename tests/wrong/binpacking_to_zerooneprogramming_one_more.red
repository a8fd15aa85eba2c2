# expect: refuted backward
# because: There is a bin more than k.
# instance: {"item": ["i0"], "size": {"i0": 0}, "capacity": 0, "k": 0}
# witness of the target: ["into(i0, 1)"]
reduction BinPacking -> ZeroOneProgramming
  given    x
  labels   into(item : x.item, bin : number), packed(item : x.item), fits(bin : number)
  let      bins = 1 .. min(x.k + 1, |x.item|)
  target   variable    = { into(i, j) | i in x.item, j in bins }
           row         = { packed(i) | i in x.item } + { fits(j) | j in bins }
           coefficient = { packed(i) -> { into(i, j) -> 1 | j in bins } | i in x.item }
                         with { fits(j) -> { into(i, j) -> -s | i -> s in x.size } | j in bins }
           least       = { packed(i) -> 1 | i in x.item } with { fits(j) -> -x.capacity | j in bins }
  forward  bin -> S = { into(i, j) | i -> j in bin }
  backward S -> bin = { i -> first j in bins: into(i, j) in S | i in x.item }
