reduction Partition -> MinimumSumOfSquares
  "Two parts. The squares of two halves add up to half of the square of the total."
  because  "For two parts with sums s and r, twice s^2 + r^2 is (s + r)^2 + (s - r)^2: it is least, the square of the total, if s = r."
  cites    GareyJohnson1979 "SP19"
  given    x
  labels   old(item : x.item)
  target   item  = { old(i) | i in x.item }
           size  = { old(i) -> x.size[i] | i in x.item }
           k     = 2
           bound = sum(x.size[i] | i in x.item)^2 div 2
  # equivalent mutant: `if i in S` -> `if i not in S`: the parts change places
  forward  S -> part = { old(i) -> if i in S or |x.item| = 1 then 1 else 2 | i in x.item }
  # equivalent mutant: `= 1 }` -> `!= 1 }`: the parts change places
  # equivalent mutant: `= 1 }` -> `= 2 }`: the parts change places
  backward part -> S = { i | i in x.item where part[old(i)] = 1 }
  claims   target.n = n
           target.b = b
           target.c <= 2*b + 2*bits(n)
           target.d = 2
