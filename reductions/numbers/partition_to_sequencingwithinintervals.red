reduction Partition -> SequencingWithinIntervals
  "An item is a task as long as it is large. One more task, of length 1, has to stand in the middle."
  because  "Before the task in the middle there is time for half of the total, and after it as well."
           "With an odd total, the task in the middle would have to begin after the lower half and to end before the upper one: it has no start."
  cites    GareyJohnson1979 "3.2.6"
  given    x
  labels   old(item : x.item), middle
  let      total = sum(x.size[i] | i in x.item)
           half  = total div 2
  target   task     = { old(i) | i in x.item } + {middle}
           release  = { old(i) -> 0 | i in x.item } with { middle -> (total + 1) div 2 }
           deadline = { old(i) -> total + 1 | i in x.item } with { middle -> half + 1 }
           length   = { old(i) -> x.size[i] | i in x.item } with { middle -> 1 }
  # equivalent mutant: `if i in S then` -> `if i not in S then`: the halves change places
  # equivalent mutant: `0 else half + 1` -> `(half + 1) else (0)`: the halves change places
  forward  S -> start = { old(i) -> (if i in S then 0 else half + 1)
                                    + sum(x.size[j] | b -> j in listed(x.item) where b < a and (j in S iff i in S))
                        | a -> i in listed(x.item) }
                        with { middle -> half }
  # equivalent mutant: `<` -> `<=`: no item but one of size 0 begins with the task in the middle
  backward start -> S = { i | i in x.item where start[old(i)] < start[middle] }
  claims   target.n = n + 1
           target.b <= 3*b + 2*bits(n) + 3
