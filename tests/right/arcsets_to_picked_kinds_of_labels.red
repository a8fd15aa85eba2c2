# expect: holds
# because: Labels carry values of a sum type, tuples and records.
# within: n = 2, m = 2
# slow: n = 3, m = 3
type place over X = loop(X) or arc(X, X)

problem ArcSets "A set of arcs that contains each with its reverse"
  instance V : set of labels
           A : set of (V, V)
  measures n = |V|
           m = |A|
  witness  T : subset of A
  accepts  |T| > 0
           every (u, v) in T: (v, u) in T

problem Picked "A set of items that contains each with its twin, and no banned one"
  instance item   : set of labels
           twins  : set of (item, item)
           banned : subset of item
  measures n = |item|
           m = |twins|
  witness  P : subset of item
  accepts  |P| > 0
           every (p, q) in twins: p in P implies q in P
           P & banned = {}

reduction ArcSets -> Picked
  given    x
  labels   both(place : place over x.V), alone(pair : (x.V, x.V)), more(set : { of_ : x.V, count_ : number })
  let      item(u, v) = if u = v then both(loop(v)) else if (v, u) in x.A then both(arc(u, v)) else alone((u, v))
           padding    = { more({ of_ := v, count_ := 0 - |x.V| }) | v in x.V }
  target   item   = { item(u, v) | (u, v) in x.A } + padding
           twins  = { (both(arc(u, v)), both(arc(v, u))) | (u, v) in x.A where u != v and (v, u) in x.A }
           banned = padding + { alone((u, v)) | (u, v) in x.A where u != v and (v, u) not in x.A }
  forward  T -> P = { item(u, v) | (u, v) in T }
  backward P -> T = { (u, v) | both(arc(u, v)) in P } + { (v, v) | both(loop(v)) in P } + { e | alone(e) in P }
  claims   parsimonious
           target.n <= n + m
           target.m <= m
