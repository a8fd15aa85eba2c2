reduction ThreePartition -> FlowShop
  "Walls, one more than bins, take two bounds on the first machine, one on the second and two on the third: on the second, there is a gap of one bound after each, for a bin."
  because  "The first wall takes no time on the first machine, the last one none on the third. So no machine has time to lose, and walls begin on the second one every two bounds."
           "When a wall begins on the second machine, those up to it have been on the first; and when it ends there, it and those behind it must still go through the third."
           "Items need only the second machine, which is busy all the time."
           "Without items there are no bins, and one wall."
  cites    GareyJohnsonSethi1976
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
  forward  bin -> before(a, i) = sum(x.size[j] | b -> j in listed(x.item) where b < a and bin[j] = bin[i])
                  start = { (old(i), 0) -> 0 | i in x.item }
                          with { (old(i), 1) -> (2 * bin[i] - 1) * x.bound + before(a, i) | a -> i in listed(x.item) }
                          with { (old(i), 2) -> (2 * bins + 1) * x.bound | i in x.item }
                          with { (wall(t), 0) -> if t = 0 then 0 else 2 * (t - 1) * x.bound | t in 0 .. bins }
                          with { (wall(t), 1) -> 2 * t * x.bound | t in 0 .. bins }
                          with { (wall(t), 2) -> (2 * t + 1) * x.bound | t in 0 .. bins }
  backward start -> bin = { i -> count w in walls: start[w, 1] < start[old(i), 1] | i in x.item }
  claims   target.n <= 4*n/3 + 1
           target.m = 3
           target.b <= b + c + 1
           target.c <= c + bits(n) + 1
