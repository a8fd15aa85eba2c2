reduction ExactCoverByThreeSets -> SparseSolution
  "A column per set, a row per element: the numbers of its sets add up to 1. A third of the elements is the number of columns."
  because  "Every element is in a set whose number is not 0, and there are only as many as cover each element once."
           "A set has three elements." shows every i in x.index: (count u in x.universe: u in x.family[i]) = 3
           "A cover has each element once," shows forward C -> sum(count i in C: u in x.family[i] | u in x.universe)
                                                                 = |x.universe|
           "and, the sets one by one," shows forward C -> sum(count i in C: u in x.family[i] | u in x.universe)
                                                            = sum(count u in x.universe: u in x.family[i] | i in C)
           "three for each set." shows forward C -> sum(count u in x.universe: u in x.family[i] | i in C) = 3 * |C|
           "An element is in a set whose number is not 0." shows backward (p, _) -> every u in x.universe:
                                                                                      (count i in x.index:
                                                                                         u in x.family[i]
                                                                                         and p[part(i)] != 0)
                                                                                        >= 1
           "One by one," shows backward (p, _) -> sum(count i in x.index: u in x.family[i] and p[part(i)] != 0
                                                      | u in x.universe)
                                                    = sum(count u in x.universe: u in x.family[i]
                                                          | i in x.index where p[part(i)] != 0)
           "these sets have three each," shows backward (p, _) -> sum(count u in x.universe: u in x.family[i]
                                                                      | i in x.index where p[part(i)] != 0)
                                                                    = 3 * (count i in x.index: p[part(i)] != 0)
           "and no more than there are elements." shows backward (p, _) -> sum(count i in x.index:
                                                                                 u in x.family[i] and p[part(i)] != 0
                                                                               | u in x.universe)
                                                                             <= |x.universe|
  cites    GareyJohnson1979 "MP5", Natarajan1995
  given    x
  labels   part(index : x.index), once(element : x.universe)
  target   column      = { part(i) | i in x.index }
           row         = { once(u) | u in x.universe }
           coefficient = { (once(u), part(i)) -> if u in x.family[i] then 1 else 0 | u in x.universe, i in x.index }
           value       = { once(u) -> 1 | u in x.universe }
           k           = |x.universe| div 3
  forward  C -> p = { part(i) -> if i in C then 1 else 0 | i in x.index }
                q = 1
  backward (p, _) -> C = { i | i in x.index where p[part(i)] != 0 }
  claims   target.n = m
           target.m = n
           target.b <= 1
           target.c <= 1
           target.d <= bits(n)
