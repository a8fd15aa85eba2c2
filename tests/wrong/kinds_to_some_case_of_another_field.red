# expect: refuted forward
# because: Only what is small has at most one member: the other branch of the case says nothing of A.
# instance: {"A": ["A0", "A1"], "kind": "large"}
# witness of the source: ["A0"]
type kind = small or large

problem Kinds "A set that is small, or large"
  instance A    : set of labels
           kind : kind
  valid    (case kind of small: |A|; large: 0) <= 1
  measures n = |A|
  witness  S : subset of A
  accepts  |S| >= 1

problem Some "A set with a member"
  instance item : set of labels
  measures n = |item|
  witness  S : subset of item
  accepts  |S| >= 1

reduction Kinds -> Some
  given    x
  target   item = if |x.A| >= 2 then {} else x.A
  forward  S -> S = S
  backward S -> S = S
  claims   target.n <= 1
