# expect: refuted target.n <= 2*b - 2
# because: Half of one item is less than one: of rationals, less is not less by one.
# at: a = 1, b = 1
problem Halves "Two sets, the first of which has fewer than twice the members of the second"
  instance A : set of labels
           B : set of labels
  valid    (1/2) * |A| < |B|
  measures a = |A|, b = |B|
  witness  S : subset of A
  accepts  |S| >= 1

problem Some "A set with a member"
  instance item : set of labels
  measures n = |item|
  witness  S : subset of item
  accepts  |S| >= 1

reduction Halves -> Some
  given    x
  labels   old(x.A)
  target   item = { old(v) | v in x.A }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   target.n <= 2*b - 2
