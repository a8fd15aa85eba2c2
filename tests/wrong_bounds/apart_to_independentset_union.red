# expect: refuted target.n <= u
# because: What lies on both sides becomes two vertices, and is counted once in the union.
# at: n = 1, u = 1, a = 0, b = 0
problem Apart "Is there a part of each side, k members in all, with no arc from one to the other?"
  instance item  : set of labels
           left  : subset of item
           right : subset of item
           arcs  : set of (item, item)
           k     : nat
  measures n = |item|
           u = |left + right|
           a = |arcs|
           b = bits(k)
  witness  S : subset of left
           T : subset of right
  accepts  |S| + |T| >= k and every (i, j) in arcs: not (i in S and j in T)

reduction Apart -> IndependentSet
  given    x
  labels   from(item : x.left), to(item : x.right)
  target   G.vertices = { from(i) | i in x.left } + { to(i) | i in x.right }
           G.edges    = { {from(i), to(j)} | (i, j) in x.arcs where i in x.left and j in x.right }
           k          = x.k
  forward  w -> S = { from(i) | i in w.S } + { to(i) | i in w.T }
  backward S -> S = { i | from(i) in S }
                T = { i | to(i) in S }
  claims   target.n <= u
