# expect: not proved target.b <= 1
# because: From 502 marks on, the ratio has a denominator of 41 bits, handed from part to part.
problem Sequence "A sequence that is not empty"
  instance marks : seq of bool
  measures n = |marks|
  witness  none
  accepts  |marks| >= 1

problem Ratio "A ratio, and a sequence that is not empty"
  instance ratio : rat
           marks : seq of bool
  measures n = |marks|
           b = bits(ratio)
  witness  none
  accepts  |marks| >= 1

reduction Sequence -> Ratio
  given    x
  let      z    = 0 / 1
           last = fold h = { a := z, b := z, c := z } over m in x.marks:
                    { a := if |x.marks| >= 500 then 1 / 1099511627791 else 0, b := h.a, c := h.b }
  target   ratio = last.c
           marks = x.marks
  forward  none -> none
  backward none -> none
  claims   target.b <= 1
