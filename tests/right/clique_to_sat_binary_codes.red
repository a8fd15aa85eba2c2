# expect: holds
# because: Codes of vertices are bits; those from n on to the next power of two, of which there are at most n + 1, are excluded one by one.
# within: n = 2, m = 1, b = 2
reduction Clique -> SAT
  given    x
  labels   bit(member : position, place : position), no
  let      order  = [ v | v in listed(x.G.vertices) ]
           n      = |order|
           k      = min(x.k, n + 1)
           places = 0 .. bits(n) - 1
           slots  = 0 .. k - 1
           digit(c, p) = (c div 2 ^ p) mod 2
           differs(i, c) = [ if digit(c, p) = 1 then negative(bit(i, p)) else positive(bit(i, p)) | p in places ]
           code(v) = first c in 0 .. n - 1: order[c] = v
  target   variables = { bit(i, p) | i in slots, p in places } + {no}
           clauses   = [ differs(i, c) ++ differs(j, d) | i in slots, j in slots where i < j, c in 0 .. n - 1, d in 0 .. n - 1
                         where c = d or {order[c], order[d]} not in x.G.edges ]
                    ++ [ differs(i, c) | i in slots, c in n .. 2 ^ bits(n) - 1 ]
                    ++ [ [] | i in 0 .. 0 where k > n ]
  forward  S -> a = { bit(i, p) | i -> v in [ w | w in order where w in S ] where i < k, p in places where digit(code(v), p) = 1 }
  backward a -> S = { order[c] | i in slots, c in 0 .. n - 1 where every p in places: bit(i, p) in a iff digit(c, p) = 1 }
