# expect: refuted forward
# because: A negative shift leaves room for a larger set: |A| + shift <= 1 does not say |A| <= 1.
# instance: {"A": ["A0", "A1"], "shift": -1}
# witness of the source: ["A0"]
problem Shifted "A set, and a number that says how much larger it may be"
  instance A     : set of labels
           shift : int
  valid    |A| + shift <= 1
  measures n = |A|
           b = bits(shift)
  witness  S : subset of A
  accepts  |S| >= 1

problem Some "A set with a member"
  instance item : set of labels
  measures n = |item|
  witness  S : subset of item
  accepts  |S| >= 1

reduction Shifted -> Some
  given    x
  target   item = if |x.A| >= 2 then {} else x.A
  forward  S -> S = S
  backward S -> S = S
  claims   target.n <= 1
