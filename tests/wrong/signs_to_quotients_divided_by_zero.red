# expect: refuted well-formed
# because: The verifier of the image divides by an item's number, which may be 0; the maps keep clear of such items.
# instance: {"item": ["i0"], "f": {"i0": 0}}
# witness of the target: ["i0"]

problem Signs "Items whose numbers are not negative"
  instance item : set of labels
           f    : map from each item to int
  measures n = |item|
           b = max(bits(x) | i -> x in f)
  witness  S : subset of item
  accepts  every i in S: f[i] >= 0

problem Quotients "Items whose numbers divide six at least once"
  instance item : set of labels
           f    : map from each item to int
  measures n = |item|
           b = max(bits(x) | i -> x in f)
  witness  S : subset of item
  accepts  every i in S: 6 / f[i] >= 1

reduction Signs -> Quotients
  given    x
  target   item = x.item
           f    = x.f
  forward  S -> S = { i | i in S where x.f[i] > 0 }
  backward S -> S = S
