reduction BinPacking -> ZeroOneProgramming
  "A variable for each item and bin. An item is in at least one bin, and no bin holds more than its capacity."
  because  "An item in several bins may stay in any of them: the others only become lighter."
  cites    MartelloToth1990
  given    x
  labels   into(item : x.item, bin : number), packed(item : x.item), fits(bin : number)
  let      bins = 1 .. min(x.k, |x.item|)
  target   variable    = { into(i, j) | i in x.item, j in bins }
           row         = { packed(i) | i in x.item } + { fits(j) | j in bins }
           coefficient = { packed(i) -> { into(i, j) -> 1 | j in bins } | i in x.item }
                         with { fits(j) -> { into(i, j) -> -s | i -> s in x.size } | j in bins }
           least       = { packed(i) -> 1 | i in x.item } with { fits(j) -> -x.capacity | j in bins }
  forward  bin -> S = { into(i, j) | i -> j in bin }
  backward S -> bin = { i -> first j in bins: into(i, j) in S | i in x.item }
  claims   target.n <= n^2
           target.m <= 2*n
           target.t <= 2*n^2
           target.b <= b + 1
           target.c <= c + 1
