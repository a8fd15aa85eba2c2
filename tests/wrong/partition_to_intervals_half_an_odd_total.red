# expect: refuted backward
# because: The halves of an odd total differ by one, and are both filled.
# instance: {"item": ["i0"], "size": {"i0": 1}}
# witness of the target: {"task(i0)": 1, "wall": 0}
problem SequencingWithinIntervals "Start times for jobs with release times, deadlines and lengths on one machine"
  cites    GareyJohnson1979 "SS1"
  instance job      : set of labels
           release  : map from each job to nat
           deadline : map from each job to nat
           length   : map from each job to nat
  measures n = |job|
           b = max(bits(r) | j -> r in release) + max(bits(d) | j -> d in deadline) + max(bits(l) | j -> l in length)
  witness  start : map from each j in job to one of release[j] .. deadline[j] - length[j]
  accepts  every i in job, j in job where i != j: start[i] + length[i] <= start[j] or start[j] + length[j] <= start[i]

reduction Partition -> SequencingWithinIntervals
  given    x
  labels   task(item : x.item), wall
  let      total        = sum(x.size[i] | i in x.item)
           place        = { i -> p | p -> i in listed(x.item) }
           before(i, S) = sum(x.size[j] | j in S where place[j] < place[i])
  target   job      = { task(i) | i in x.item } + {wall}
           release  = { task(i) -> 0 | i in x.item } with { wall -> total div 2 }
           deadline = { task(i) -> total + 1 | i in x.item } with { wall -> total div 2 + 1 }
           length   = { task(i) -> x.size[i] | i in x.item } with { wall -> 1 }
  forward  S -> start = { task(i) -> if i in S then before(i, S) else total div 2 + 1 + before(i, x.item - S)
                        | i in x.item }
                        with { wall -> total div 2 }
  backward start -> S = { i | i in x.item where start[task(i)] < total div 2 }
  claims   target.n = n + 1
