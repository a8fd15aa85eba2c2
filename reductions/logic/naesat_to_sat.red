reduction NAESAT -> SAT
  "Each clause twice, as it is and with all literals negated: one of them is true and one is false."
  cites    Schaefer1978
  given    phi
  labels   old(variable : phi.variables)
  let      same(l)    = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           negated(l) = case l of positive(x): negative(old(x)); negative(x): positive(old(x))
  target   variables = { old(x) | x in phi.variables }
           clauses   = [ [ same(l) | l in c ] | c in phi.clauses ] ++ [ [ negated(l) | l in c ] | c in phi.clauses ]
  forward  a -> a = { old(x) | x in a }
  backward a -> a = { x | old(x) in a }
  claims   target.n = n
           target.m = 2*m
           target.t = 2*t
           parsimonious
