# expect: refuted backward
# because: Walls block only the second machine, and the deadline is met in any order (a rule that problem-reductions withdrew: issue 1006).
# instance: {"item": ["i0", "i1", "i2", "i3", "i4", "i5"], "size": {"i0": 1, "i1": 1, "i2": 1, "i3": 1, "i4": 1, "i5": 1}, "bound": 3}
# witness of the target: [[["old(i0)", 0], 11], [["old(i0)", 1], 12], [["old(i0)", 2], 13], [["old(i1)", 0], 8], [["old(i1)", 1], 9], [["old(i1)", 2], 10], [["old(i2)", 0], 9], [["old(i2)", 1], 10], [["old(i2)", 2], 11], [["old(i3)", 0], 10], [["old(i3)", 1], 11], [["old(i3)", 2], 12], [["old(i4)", 0], 7], [["old(i4)", 1], 8], [["old(i4)", 2], 9], [["old(i5)", 0], 12], [["old(i5)", 1], 13], [["old(i5)", 2], 14], [["wall(1)", 0], 1], [["wall(1)", 1], 1], [["wall(1)", 2], 15]]
# within: n = 6, b = 1, c = 2
# run: slow
reduction ThreePartition -> FlowShop
  given    x
  labels   old(item : x.item), wall(number : position)
  let      bins          = |x.item| div 3
           items         = listed(x.item)
           walls         = { wall(t) | t in 1 .. bins - 1 }
           time          = { old(i) -> [s, s, s] | i -> s in x.size }
                           with { w -> [0, bins * x.bound + 1, 0] | w in walls }
           between(t)    = if t < bins then [wall(t)] else []
           sum1(q, b)    = sum(time[q[s]][0] | s in 0 .. b)
           sum2(q, a, b) = sum(time[q[s]][1] | s in a .. b)
           sum3(q, a, b) = sum(time[q[s]][2] | s in a .. b)
           end2(q, b)    = max(sum1(q, r) + sum2(q, r, b) | r in 0 .. b)
           end3(q, b)    = max(end2(q, r) + sum3(q, r, b) | r in 0 .. b)
           as_they_come  = [ j | t in 1 .. bins, j in [ old(i) | a -> i in items where a div 3 = t - 1 ] ++ between(t) ]
  target   job      = { old(i) | i in x.item } + walls
           length   = [{ j -> times[0] | j -> times in time },
                       { j -> times[1] | j -> times in time },
                       { j -> times[2] | j -> times in time }]
           deadline = max(end3(as_they_come, b) | b in positions(as_they_come))
  forward  bin -> order = [ j | t in 1 .. bins, j in [ old(i) | i in items where bin[i] = t ] ++ between(t) ]
                  start = { (j, 0) -> sum1(order, b) - time[j][0] | b -> j in order }
                          with { (j, 1) -> end2(order, b) - time[j][1] | b -> j in order }
                          with { (j, 2) -> end3(order, b) - time[j][2] | b -> j in order }
  backward start -> bin = { i -> 1 + (count w in walls: start[w, 1] < start[old(i), 1]) | i in x.item }
