# expect: refuted target.m <= t^2 + 1
# because: Distribution makes a clause for each choice of one literal from every term.
# beyond: n = 1, m = 6, t = 18
problem SomeTerm "Is a formula in disjunctive normal form satisfiable?"
  instance variables : set of labels
           terms     : seq of seq of literal over variables
  measures n = |variables|
           m = |terms|
           t = sum(|d| | d in terms)
  witness  a : subset of variables
  accepts  some d in terms: every l in d: holds(a, l)

reduction SomeTerm -> SAT
  given    phi
  labels   old(variable : phi.variables)
  let      lift(l) = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           clauses = fold s = [[]] over d in phi.terms: [ c ++ [lift(l)] | c in s, l in d ]
  target   variables = { old(x) | x in phi.variables }
           clauses   = clauses
  forward  a -> a = { old(x) | x in a }
  backward a -> a = { x | old(x) in a }
  claims   target.m <= t^2 + 1
