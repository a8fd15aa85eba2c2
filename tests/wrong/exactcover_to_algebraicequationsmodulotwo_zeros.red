# expect: refuted backward
# because: The sets that are not chosen are the ones.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": ["u0"]}}
# witness of the target: ["old(i0)"]
reduction ExactCover -> AlgebraicEquationsModuloTwo
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
  backward S -> C = { i | i in x.index where old(i) not in S }
