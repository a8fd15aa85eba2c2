reduction BinPacking -> ZeroOneProgramming
  "A variable for each item and bin. An item is in some bin, and the items in a bin fit."
  because  "An item in several bins may stay in any one of them."
  cites    Karp1972
  given    x
  labels   put(item : x.item, bin : number), has_one(item : x.item), fits(bin : number)
  let      bins = 1 .. min(x.k, |x.item|)
  target   variable    = { put(i, j) | i in x.item, j in bins }
           row         = { has_one(i) | i in x.item } + { fits(j) | j in bins }
           coefficient = { has_one(i) -> { put(i, j) -> 1 | j in bins } | i in x.item }
                         with { fits(j) -> { put(i, j) -> -s | i -> s in x.size } | j in bins }
           least       = { has_one(i) -> 1 | i in x.item } with { fits(j) -> -x.capacity | j in bins }
  forward  bin -> S = { put(i, j) | i -> j in bin }
  backward S -> bin = { i -> first j in bins: put(i, j) in S | i in x.item }
  claims   target.n <= n^2
           target.m <= 2*n
           target.t <= 2*n^2
           target.b <= b + 1
           target.c <= c + 1
