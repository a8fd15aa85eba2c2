# expect: holds
# because: What is marked is picked, and lies in the part.
# within: n = 3
# slow: n = 5

problem Items "A set, some of its members marked"
  instance item   : set of labels
           marked : subset of item
           head   : one of marked
           number : map from marked to { weight : nat, next : marked }
  valid    every i -> r in number: bits(r.weight) <= 1
  measures n = |item|
  witness  S : subset of item
  accepts  |S| >= 2
           head in S
           every i in S: i in domain(number) and number[i].weight = 1

problem PickedPart "A part, and members of the part"
  instance thing : set of labels
           part  : subset of thing
           picks : seq of one of part
           head : one of part
           ready : map from part to { weight : nat, next : part }
  measures n = |thing|
           m = |picks|
           b = max(bits(r.weight) | i -> r in ready)
  witness  S : subset of part
  accepts  |S| >= 2
           head in S
           every i in S: i in domain(ready) and ready[i].weight = 1

reduction Items -> PickedPart
  given    x
  labels   old(x.item)
  let      chosen = domain(x.number)
  target   thing = { old(i) | i in x.item }
           part  = { old(i) | i in x.marked }
           picks = [old(i) | i in listed(chosen)]
           head = old(x.head)
           ready = { old(i) -> { weight := r.weight, next := old(r.next) } | i -> r in x.number }
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
