# expect: refuted well-formed
# because: Before the first weight is put on the scales, the invariant speaks of it.
# instance: {"item": ["v0"], "size": {"v0": 1}, "goal": 0}
# witness of the target: [0]
# within: n = 1, b = 1, c = 1
problem Scales "Weights in a row, of which some are put on the scales: do these show the goal in the end?"
  instance weight : seq of nat
           goal   : nat
  measures n = |weight|
           b = max(bits(w) | w in weight)
           c = bits(goal)
  witness  S : subset of positions(weight)
  let      shown = fold t = 0 over i -> w in weight
                     invariant t = sum(v | j -> v in weight where j <= i and j in S):
                     if i in S then t + w else t
  accepts  shown = goal

reduction SubsetSum -> Scales
  given    x
  let      order = listed(x.item)
  target   weight = [ x.size[i] | i in order ]
           goal   = x.goal
  forward  S -> S = { p | p -> i in order where i in S }
  backward S -> S = { i | p -> i in order where p in S }
  claims   target.n = n
           parsimonious
