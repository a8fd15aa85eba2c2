reduction SubsetSum -> JobSequencing
  "A job takes as long, and costs as much when late, as its item is large. The goal is everyone's deadline."
  because  "When the goal exceeds the total, the image is a job that is always late." shows backward order -> possible
           "The jobs of a subset are in time:" shows forward S -> every t in positions(listed(S)):
             sum(x.size[i] | s -> i in listed(S) where s <= t and i in x.item) <= x.goal
           "only the others come after them," shows forward S -> every t -> _ in listed(S):
             sum(x.size[i] | s -> i in [ j | j in listed(x.item) where j not in S ] where |listed(S)| + s <= t and i in x.item) <= 0
           "the others cost what is left," shows forward S -> sum(x.size[i] | i in x.item where i not in S) <= total - x.goal
           "in their order" shows forward S -> sum(x.size[i] | s -> i in listed(x.item) where s >= 0 and i not in S) <= total - x.goal
           "as well." shows forward S ->
             sum(x.size[i] | s -> i in [ j | j in listed(x.item) where j not in S ] where s >= 0) <= total - x.goal
           "No job begins before 0, and none before those before it end;" shows backward order -> every t -> _ in order:
             before(order, t) >= 0
           "no two overlap." shows backward order -> every s -> old(i) in order, t -> _ in order:
             s < t implies before(order, s) + x.size[i] <= before(order, t)
           "So those in time take at most the goal." shows backward order ->
             sum(x.size[i] | t -> old(i) in order where before(order, t) + x.size[i] <= x.goal) <= x.goal
           "One that ends after the goal is late." shows backward order -> every t -> old(i) in order:
             before(order, t) + x.size[i] <= sum(x.size[j] | s -> old(j) in order where s <= t and j in x.item)
           "Each item has its job," shows backward order -> total <= sum(x.size[i] | i in { i | old(i) in order })
           "at its place," shows backward order -> total <= sum(x.size[i] | t -> old(i) in order where t >= 0)
           "and those that are not in time cost what they take:" shows backward order ->
             sum(x.size[i] | t -> old(i) in order where before(order, t) + x.size[i] > x.goal) <= total - x.goal
           "cost is left for the rest only if those in time take exactly that much." shows backward order ->
             sum(x.size[i] | t -> old(i) in order where before(order, t) + x.size[i] <= x.goal) >= x.goal
  cites    Karp1972
  given    x
  labels   old(item : x.item), late
  let      total    = sum(x.size[i] | i in x.item)
           possible = x.goal <= total
           before(order, t) = sum(x.size[j] | s -> old(j) in order where s < t)
  target   job      = if possible then { old(i) | i in x.item } else {late}
           time     = if possible then { old(i) -> x.size[i] | i in x.item } else { late -> 1 }
           deadline = if possible then { old(i) -> x.goal | i in x.item } else { late -> 0 }
           penalty  = if possible then { old(i) -> x.size[i] | i in x.item } else { late -> 1 }
           k        = if possible then total - x.goal else 0
  forward  S -> order = [ old(i) | i in listed(S) ] ++ [ old(i) | i in listed(x.item) where i not in S ]
  backward order -> S = { i | t -> old(i) in order where before(order, t) + x.size[i] <= x.goal }
  claims   target.n <= n + 1
           target.b <= b + 1
           target.d <= c
           target.p <= b + 1
           target.c <= b + c + bits(n)
