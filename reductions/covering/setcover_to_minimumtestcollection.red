reduction SetCover -> MinimumTestCollection
  "Two copies of each element, a test for the two, and one diagnosis without a test. A set is a test for the first copies of its elements."
  because  "Only their own test tells the second copies from the diagnosis without a test: all n of these are needed."
           "They tell different elements apart. A first copy is told from the second by a set around it."
  cites    GareyJohnson1979 "SP6"
  given    x
  labels   one(element : x.universe), two(element : x.universe), nothing, part(index : x.index),
             pair(element : x.universe)
  target   universe = { one(u) | u in x.universe } + { two(u) | u in x.universe } + {nothing}
           index    = { part(i) | i in x.index } + { pair(u) | u in x.universe }
           family   = { part(i) -> { one(u) | u in X } | i -> X in x.family }
                      with { pair(u) -> {one(u), two(u)} | u in x.universe }
           k        = x.k + |x.universe|
  forward  C -> C = { part(i) | i in C } + { pair(u) | u in x.universe }
  backward C -> C = { i | part(i) in C }
  claims   target.n = 2*n + 1
           target.m = m + n
           target.t = t + 2*n
           target.b <= b + bits(n) + 1
           parsimonious
