# expect: refuted backward
# because: Symbols of two subsets must differ whatever their names and the numbers of their labels are.
# instance: {"k": 0}
# witness of the target: {"a": [], "a1": ["d(0)"]}

problem Nothing "no witness"
  instance k : nat
  measures n = bits(k)
  witness  none
  accepts  false

problem Gaps "two sets"
  instance P : set of labels
           Q : set of labels
           p0 : P
           q0 : Q
           q1 : Q
  measures n = |P|
  witness  a : subset of P
           a1 : subset of Q
  accepts  p0 not in a
           q0 in a1
           q1 not in a1

reduction Nothing -> Gaps
  given    x
  labels   c0(number), c1(number), c2(number), c3(number), c4(number), c5(number), c6(number), c7(number), c8(number), c10(number), c9(number), d(number)
  target   P = { c9(i) | i in 0 .. 2 } + {c0(0), c1(0), c2(0), c3(0), c4(0), c5(0), c6(0), c7(0), c8(0), c10(0)}
           Q = { d(i) | i in 0 .. 2 }
           p0 = c9(0)
           q0 = d(0)
           q1 = d(1)
  forward  none -> a = {}
                   a1 = {d(0)}
  backward v -> none
