reduction ThreeSAT -> OneDimensionalDNNT
  "One input, one output. A hidden ReLU neuron is an edge between two positions on the line and chooses one of them for its kink."
  because  "The target is piecewise linear, and its slope grows by demand(t) at t: the neurons that choose t weigh so much together."
           "A variable's neuron fills the demand of its true literal: the neurons of its occurrences move to their clauses."
           "A false literal keeps its own, with a filler. What no clause and no false literal needs, goes to the last position."
  cites    DoronArad2025
  given    phi
  labels   start, out, choice(variable : phi.variables), edge(clause : position, place : position),
             spare(clause : position, place : position), filler(variable : phi.variables, sign : position),
             at(variable : phi.variables), edgeat(clause : position, place : position),
             spareat(clause : position, place : position), fillerat(variable : phi.variables, sign : position)
  let      order         = listed(phi.variables)
           last          = 2 * |order| + |phi.clauses| + 1
           occurs(l)     = sum(count k in c: k = l | i -> c in phi.clauses)
           most(x)       = max(occurs(positive(x)), occurs(negative(x)))
           # equivalent mutant: `if s = 0 then` -> `if s != 0 then`: a variable has at most one filler; its name changes
           # equivalent mutant: `s = 0 then` -> `s = 1 then`: the name of the filler changes
           # equivalent mutant: `positive(x) else negative(x)` -> `negative(x) else positive(x)`: likewise
           literal(x, s) = if s = 0 then positive(x) else negative(x)
           missing(x, s) = most(x) - occurs(literal(x, s))
           place(l)      = sum(case l of positive(_): 2 * j + 1; negative(_): 2 * j + 2
                               | j -> y in order where y = variable(l))
           clauseat(i)   = 2 * |order| + 1 + i
           choices       = { choice(x) | x in phi.variables }
           edges         = { edge(i, p) | i -> c in phi.clauses, p in positions(c) }
           spares        = { spare(i, p) | i -> c in phi.clauses, p in 1 .. |c| - 1 }
           fillers       = { filler(x, s) | x in phi.variables, s in 0 .. 1 where missing(x, s) > 0 }
           hidden        = choices + edges + spares + fillers
           # equivalent mutant: `|edges| ... - sum(max(|c|, 1) | c in phi.clauses)` -> `sum(max(|c|, 1) | c in phi.clauses) - |edges| ...`: only if a clause is empty
           # equivalent mutant: `missing(x, 1) -` -> `missing(x, 2) -`: each sign but 0 is the negative one
           # equivalent mutant: `max(|c|, 1)` -> `max(|c|, 0)`: another rest if a clause is empty, whose demand nothing fills
           rest          = |edges|
                           + |spares|
                           + sum(missing(x, 0) + missing(x, 1) - most(x) | x in phi.variables)
                           - sum(max(|c|, 1) | c in phi.clauses)
           bend(t, z)    = max(0, z - t)
           # equivalent mutant: `max(|c|, 1) *` -> `max(|c|, 0) *`: if a clause is empty, the weights exceed all demands
           curve(z)      = sum(most(x) * (bend(2 * j + 1, z) + bend(2 * j + 2, z)) | j -> x in order)
                           + sum(max(|c|, 1) * bend(clauseat(i), z) | i -> c in phi.clauses)
                           + rest * bend(last, z)
  target   nodes      = {start, out} + hidden
           layers     = [{start}, hidden, {out}]
           act        = { v -> identity | v in {start, out} } with { v -> relu | v in hidden }
           bias       = { v -> fixed(0) | v in {start, out} }
                        with { choice(x) -> free(at(x)) | x in phi.variables }
                        with { edge(i, p) -> free(edgeat(i, p)) | i -> c in phi.clauses, p in positions(c) }
                        with { spare(i, p) -> free(spareat(i, p)) | i -> c in phi.clauses, p in 1 .. |c| - 1 }
                        with { filler(x, s) -> free(fillerat(x, s))
                             | x in phi.variables, s in 0 .. 1 where missing(x, s) > 0 }
           weights    = { (start, v) -> fixed(1) | v in hidden }
                        with { (v, out) -> fixed(1) | v in edges + spares }
                        with { (choice(x), out) -> fixed(most(x)) | x in phi.variables }
                        with { (filler(x, s), out) -> fixed(missing(x, s))
                             | x in phi.variables, s in 0 .. 1 where missing(x, s) > 0 }
           parameters = { at(x) | x in phi.variables }
                        + { edgeat(i, p) | i -> c in phi.clauses, p in positions(c) }
                        + { spareat(i, p) | i -> c in phi.clauses, p in 1 .. |c| - 1 }
                        + { fillerat(x, s) | x in phi.variables, s in 0 .. 1 where missing(x, s) > 0 }
           options    = { at(x) -> {-place(positive(x)), -place(negative(x))} | x in phi.variables }
                        with { edgeat(i, p) -> {-place(c[p]), -clauseat(i)} | i -> c in phi.clauses, p in positions(c) }
                        with { spareat(i, p) -> {-clauseat(i), -last} | i -> c in phi.clauses, p in 1 .. |c| - 1 }
                        with { fillerat(x, s) -> {-place(literal(x, s)), -last}
                             | x in phi.variables, s in 0 .. 1 where missing(x, s) > 0 }
           # equivalent mutant: `2 .. last + 1` -> `2 .. last`: what the other positions leave is the rest, if no clause is empty
           # equivalent mutant: `2 .. last + 1` -> `2 .. last + 0`: what the other positions leave is the rest, if no clause is empty
           samples    = [ { point := { start -> z }, value := { out -> curve(z) } } | z in 2 .. last + 1 ]
           gamma      = 0
  forward  a -> theta = { at(x) -> if x in a then -place(positive(x)) else -place(negative(x)) | x in phi.variables }
                        with { edgeat(i, p) -> if holds(a, c[p]) then -clauseat(i) else -place(c[p])
                             | i -> c in phi.clauses, p in positions(c) }
                        with { spareat(i, p) -> if p <= |c| - (count l in c: holds(a, l)) then -clauseat(i) else -last
                             | i -> c in phi.clauses, p in 1 .. |c| - 1 }
                        with { fillerat(x, s) -> if holds(a, literal(x, s)) then -last else -place(literal(x, s))
                             | x in phi.variables, s in 0 .. 1 where missing(x, s) > 0 }
  backward theta -> a = { x | x in phi.variables where theta[at(x)] = -place(positive(x)) }
  claims   target.V <= 3*n + 5*m + 2
           target.E <= 6*n + 10*m
           target.p <= 3*n + 5*m
           target.N <= 2*n + m + 1
           target.L <= 3
           target.q <= 2
