reduction SAT -> NonTautology
  "The negation of a formula is the disjunction of its negated clauses: it is false where the formula is true."
  cites    Cook1971
  given    phi
  labels   old(variable : phi.variables)
  let      negated(l) = case l of positive(x): negative(old(x)); negative(x): positive(old(x))
  target   variables = { old(x) | x in phi.variables }
           terms     = [ [ negated(l) | l in c ] | c in phi.clauses ]
  forward  a -> a = { old(x) | x in a }
  backward a -> a = { x | old(x) in a }
  claims   target.n = n
           target.m = m
           target.t = t
           parsimonious
