# expect: refuted backward
# because: Two of four options are the same at one key; what tells options apart must not count them.
# instance: {"k": 0}
# witness of the target: {"bit(0)": 2, "bit(1)": 2, "bit(2)": 2, "bit(3)": 2, "bit(4)": 2, "bit(5)": 2}

problem Never "never"
  instance k : nat
  measures n = bits(k)
  witness  none
  accepts  false

problem Choose "choose"
  instance K    : set of labels
           opts : map from each K to set of nat
           k0   : K
  measures n = |K|
  witness  c : choice from opts
  accepts  every k in K: c[k] >= 2
           c[k0] = 2

reduction Never -> Choose
  given    x
  labels   bit(number)
  target   K    = { bit(i) | i in 0 .. 5 }
           opts = { bit(i) -> {0, i, 2, 3} | i in 0 .. 5 }
           k0   = bit(0)
  forward  none -> c = { bit(i) -> 2 | i in 0 .. 5 }
  backward c -> none
