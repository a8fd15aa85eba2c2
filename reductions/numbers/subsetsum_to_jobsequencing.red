reduction SubsetSum -> JobSequencing
  "A job takes as long, and costs as much when late, as its item is large. The goal is everyone's deadline."
  because  "The jobs in time take at most the goal, and cost is left for the rest only if they take exactly that much."
           "When the goal exceeds the total, the image is a job that is always late."
  cites    Karp1972
  given    x
  labels   old(item : x.item), late
  let      total    = sum(x.size[i] | i in x.item)
           possible = x.goal <= total
  target   job      = if possible then { old(i) | i in x.item } else {late}
           time     = if possible then { old(i) -> x.size[i] | i in x.item } else { late -> 1 }
           deadline = if possible then { old(i) -> x.goal | i in x.item } else { late -> 0 }
           penalty  = if possible then { old(i) -> x.size[i] | i in x.item } else { late -> 1 }
           k        = if possible then total - x.goal else 0
  forward  S -> order = [ old(i) | i in listed(x.item) where i in S ]
                        ++ [ old(i) | i in listed(x.item) where i not in S ]
  backward order -> S = { i | t -> old(i) in order where sum(x.size[j] | s -> old(j) in order where s <= t) <= x.goal }
  claims   target.n <= n + 1
           target.b <= b + 1
           target.d <= c
           target.p <= b + 1
           target.c <= b + c + bits(n)
