# expect: refuted forward
# because: An item begins when it should end.
# instance: {"item": ["i0", "i1", "i2"], "size": {"i0": 1, "i1": 1, "i2": 1}, "bound": 3}
# witness of the source: {"i0": 1, "i1": 1, "i2": 1}
reduction ThreePartition -> FlowShop
  given    x
  labels   old(item : x.item), wall(number : position)
  let      bins  = |x.item| div 3
           walls = { wall(t) | t in 0 .. bins }
  target   job      = { old(i) | i in x.item } + walls
           length   = [{ old(i) -> 0 | i in x.item }
                       with { wall(t) -> if t = 0 then 0 else 2 * x.bound | t in 0 .. bins },
                       { old(i) -> s | i -> s in x.size } with { w -> x.bound | w in walls },
                       { old(i) -> 0 | i in x.item }
                       with { wall(t) -> if t = bins then 0 else 2 * x.bound | t in 0 .. bins }]
           deadline = (2 * bins + 1) * x.bound
  forward  bin -> before(a, i) = sum(x.size[j] | b -> j in listed(x.item) where b <= a and bin[j] = bin[i])
                  start = { (old(i), 0) -> 0 | i in x.item }
                          with { (old(i), 1) -> (2 * bin[i] - 1) * x.bound + before(a, i) | a -> i in listed(x.item) }
                          with { (old(i), 2) -> (2 * bins + 1) * x.bound | i in x.item }
                          with { (wall(t), 0) -> if t = 0 then 0 else 2 * (t - 1) * x.bound | t in 0 .. bins }
                          with { (wall(t), 1) -> 2 * t * x.bound | t in 0 .. bins }
                          with { (wall(t), 2) -> (2 * t + 1) * x.bound | t in 0 .. bins }
  backward start -> bin = { i -> count w in walls: start[w, 1] < start[old(i), 1] | i in x.item }
