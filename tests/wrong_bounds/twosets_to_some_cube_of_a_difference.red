# expect: not proved target.n <= a
# because: A cube of a negative number is negative: B with 1001 members more than A gives millions of labels.
problem TwoSets "Two sets"
  instance A : set of labels
           B : set of labels
  measures a = |A|, b = |B|
  witness  S : subset of A
  accepts  |S| >= 1

problem Some "A set with a member"
  instance item : set of labels
  measures n = |item|
  witness  S : subset of item
  accepts  |S| >= 1

reduction TwoSets -> Some
  given    x
  labels   old(x.A), more(position)
  let      d = |x.A| - |x.B|
  target   item = { old(v) | v in x.A } + { more(i) | i in 1 .. 0 - d ^ 3 - 10 ^ 9 }
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   target.n <= a
