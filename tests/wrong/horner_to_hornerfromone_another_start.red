# expect: refuted forward
# because: The fold of the target starts at one.
# instance: {"numbers": [], "points": [0], "most": 0}
# witness of the source: 0

problem Horner "a polynomial at a point that is chosen"
  instance numbers : seq of rat
           points  : set of rat
           most    : rat
  measures n = |numbers|, p = |points|, b = max(bits(r) | i -> r in numbers) + max(bits(r) | r in points) + bits(most)
  witness  t : one of points
  accepts  (fold h = 0 over x in numbers: h * t + x) <= most

problem HornerFromOne "a polynomial at a point that is chosen, with leading coefficient one"
  instance numbers : seq of rat
           points  : set of rat
           most    : rat
  measures n = |numbers|, p = |points|, b = max(bits(r) | i -> r in numbers) + max(bits(r) | r in points) + bits(most)
  witness  t : one of points
  accepts  (fold h = 1 over x in numbers: h * t + x) <= most

reduction Horner -> HornerFromOne
  given    x
  target   numbers = x.numbers
           points  = x.points
           most    = x.most
  forward  t -> t = t
  backward t -> t = t
