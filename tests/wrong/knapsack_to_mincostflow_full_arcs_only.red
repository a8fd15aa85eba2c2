# expect: refuted backward
# because: An arc of more than the value needs not be full.
# instance: {"item": ["i0"], "size": {"i0": 1}, "worth": {"i0": 0}, "capacity": 0, "goal": 0}
# witness of the target: [[["start", "via(i0)"], 0], [["via(i0)", "end"], 0]]
problem MinimumEdgeCostFlow "An integral flow of at least the given value on arcs that together cost at most the budget"
  cites    GareyJohnson1979 "ND32"
  instance D        : digraph
           capacity : map from each D.arcs to nat
           price    : map from each D.arcs to nat
           source   : one of D.vertices
           sink     : one of D.vertices
           value    : nat
           budget   : nat
  measures n = |D.vertices|, m = |D.arcs|
           b = max(bits(c) | a -> c in capacity) + max(bits(c) | a -> c in price) + bits(value) + bits(budget)
  witness  flow : map from each a in D.arcs to one of 0 .. capacity[a]
  let      into(v) = sum(f | (_u, w) -> f in flow where w = v)
           out(v)  = sum(f | (u, _w) -> f in flow where u = v)
  accepts  every v in D.vertices: v = source or v = sink or into(v) = out(v)
           into(sink) - out(sink) >= value
           sum(price[a] | a -> f in flow where f > 0) <= budget

reduction Knapsack -> MinimumEdgeCostFlow
  given    x
  labels   start, end, via(item : x.item)
  target   D.vertices = {start, end} + { via(i) | i in x.item }
           D.arcs     = { (start, via(i)) | i in x.item } + { (via(i), end) | i in x.item }
           capacity   = { (start, via(i)) -> x.worth[i] | i in x.item }
                        with { (via(i), end) -> x.worth[i] | i in x.item }
           price      = { (start, via(i)) -> x.size[i] | i in x.item } with { (via(i), end) -> 0 | i in x.item }
           source     = start
           sink       = end
           value      = x.goal
           budget     = x.capacity
  forward  S -> flow = { (start, via(i)) -> if i in S then x.worth[i] else 0 | i in x.item }
                       with { (via(i), end) -> if i in S then x.worth[i] else 0 | i in x.item }
  backward flow -> S = { i | i in x.item where flow[(start, via(i))] = x.worth[i] }
  claims   target.m = 2*n
