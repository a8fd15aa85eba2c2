# expect: refuted forward
# because: A map is defined at a case that is called keys; a symbol for its keys must not be that of its value there.
# instance: {"A": [], "f": [[{"keys": "other"}, true]]}
# witness of the source: []

type inner = other or nothing
type outer = keys(inner) or other

problem Kin "k"
  instance A : set of labels
           f : map from outer to bool
  measures n = |A|
  witness  S : subset of A
  accepts  keys(other) in domain(f) and f[keys(other)]

problem Kout "k"
  instance A : set of labels
           f : map from outer to bool
  measures n = |A|
  witness  S : subset of A
  accepts  keys(other) in domain(f) and f[keys(other)]
           other in domain(f)

reduction Kin -> Kout
  given    x
  target   A = x.A
           f = x.f
  forward  S -> S = S
  backward S -> S = S
