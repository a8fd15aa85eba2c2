# expect: refuted backward
# because: Two of four options are the same at one key; what tells options apart must not count them.
# instance: {"A": ["A0", "A1", "A2"], "p": "A0", "q": "A1", "r": "A2"}
# witness of the target: {"A0": "A1", "A1": "A2", "A2": "A1"}

problem Free "any"
  instance A : set of labels
           p : A
           q : A
           r : A
  valid    p != q and q != r and p != r
  measures n = |A|
  witness  S : subset of A
  accepts  false

problem Choose "choose"
  instance A    : set of labels
           opts : map from each A to set of A
           p    : A
           q    : A
           r    : A
  measures n = |A|
  witness  c : choice from opts
  accepts  every a in A: c[a] != p and (a != p implies c[a] != a)
           c[p] = q

reduction Free -> Choose
  given    x
  target   A    = x.A
           opts = { a -> {x.p, a, x.q, x.r} | a in x.A }
           p    = x.p
           q    = x.q
           r    = x.r
  forward  S -> c = { a -> x.q | a in x.A }
  backward c -> S = x.A
