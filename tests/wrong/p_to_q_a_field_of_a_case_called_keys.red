# expect: refuted forward
# because: A map is defined at a case that is called keys; a symbol for its keys must not be that of a part of its value.
# instance: {"A": ["A0"], "f": [[{"keys": "A0"}, {"other": true}]]}
# witness of the source: "A0"

type kind over X = keys(X) or other(X)
problem P "p"
  instance A : set of labels
           f : map from kind over A to { other : bool }
  measures n = |A|
  witness  a : one of A
  accepts  keys(a) in domain(f) and f[keys(a)].other
problem Q "q"
  instance A : set of labels
           f : map from kind over A to { other : bool }
  measures n = |A|
  witness  a : one of A
  accepts  other(a) in domain(f)
reduction P -> Q
  given x
  target A = x.A
         f = x.f
  forward a -> a = a
  backward a -> a = a
