reduction ExactCover -> AlgebraicEquationsModuloTwo
  "An equation per element: an odd number of its sets is chosen. An equation per pair of sets that meet: their product is 0."
  because  "No two of an element's sets are chosen, and an odd number of them is: exactly one."
  cites    GareyJohnson1979 "AN9"
  given    x
  labels   old(index : x.index), alone(index : x.index), one, both(first : x.index, second : x.index),
             odd(element : x.universe), apart(first : x.index, second : x.index)
  let      meeting = { (i, j)
                     | i in x.index,
                       j in x.index,
                       u in x.universe where i != j and u in x.family[i] and u in x.family[j] }
  target   variable = { old(i) | i in x.index }
           monomial = { alone(i) | i in x.index } + {one} + { both(i, j) | (i, j) in meeting }
           equation = { odd(u) | u in x.universe } + { apart(i, j) | (i, j) in meeting }
           factors  = { alone(i) -> {old(i)} | i in x.index }
                      with { one -> {} }
                      with { both(i, j) -> {old(i), old(j)} | (i, j) in meeting }
           terms    = { odd(u) -> { alone(i) | i in x.index where u in x.family[i] } + {one} | u in x.universe }
                      with { apart(i, j) -> {both(i, j)} | (i, j) in meeting }
  forward  C -> S = { old(i) | i in C }
  backward S -> C = { i | old(i) in S }
  claims   target.n = m
           target.m <= n + m^2
           target.p <= m^2 + m + 1
           parsimonious
