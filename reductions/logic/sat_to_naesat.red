reduction SAT -> NAESAT
  "One fresh variable, in every clause."
  because  "Where the fresh variable is false, every clause has a true literal of its own; where it is true, turn the assignment over."
  cites    Schaefer1978
  given    phi
  labels   old(variable : phi.variables), fresh
  let      lift(l) = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
  target   variables = { old(x) | x in phi.variables } + {fresh}
           clauses   = [ [ lift(l) | l in c ] ++ [positive(fresh)] | c in phi.clauses ]
  forward  a -> a = { old(x) | x in a }
  backward a -> a = { x | x in phi.variables where old(x) in a iff fresh not in a }
  claims   target.n = n + 1
           target.m = m
           target.t = t + m
           counts: #target = 2*#source
