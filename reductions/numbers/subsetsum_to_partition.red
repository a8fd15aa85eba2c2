reduction SubsetSum -> Partition
  "Two more items that no partition puts together: one fills the chosen items up to half of everything, the other the rest."
  because  "With t the total and g the goal, all sizes add up to 2t + 2. low and high together are t + 2, more than half: they are separated."
           "The side of low then has t - g + 1 and the chosen items, t + 1 together: these add up to g."
           "When g > t the item low outweighs all others, and there is no partition."
  cites    Karp1972
  given    x
  labels   old(item : x.item), low, high
  let      total = sum(x.size[i] | i in x.item)
  target   item = { old(i) | i in x.item } + {low, high}
           # equivalent mutant: `x.goal + 2` -> `x.goal + 3`: the item low outweighs high and all others all the more
           # equivalent mutant: `total + x.goal + 2` -> `total + x.goal`: a partition needs s with 2 s = 1
           size = { old(i) -> x.size[i] | i in x.item }
                  with { low -> if x.goal <= total then total - x.goal + 1 else total + x.goal + 2, high -> x.goal + 1 }
  forward  S -> S = { old(i) | i in S } + {low}
  backward S -> S = { i | i in x.item where old(i) in S iff low in S }
  claims   target.n = n + 2
           target.b <= b + c + bits(n) + 2
           counts: #target = 2*#source
