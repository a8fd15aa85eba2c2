# expect: holds
# within: n = 2, b = 3
# slow: n = 3, b = 4
# because: There is no rational of no bits, and audits of regions without instances say so.
problem Ratio "A ratio"
  instance A     : set of labels
           ratio : rat
  measures n = |A|, b = bits(ratio)
  witness  S : subset of A
  accepts  |S| >= ratio

problem Ratios "A ratio"
  instance A     : set of labels
           ratio : rat
  measures n = |A|, b = bits(ratio)
  witness  S : subset of A
  accepts  |S| >= ratio

reduction Ratio -> Ratios
  given    x
  target   A = x.A
           ratio = x.ratio
  forward  S -> S = S
  backward S -> S = S
