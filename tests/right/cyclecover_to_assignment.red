# expect: holds
# because: A permutation along the arcs is an assignment of an arc's end to each vertex, no two the same.
# within: n = 2, m = 3
# slow: n = 3, m = 5
problem CycleCover "Cycles through all vertices of a digraph"
  instance G : digraph
  measures n = |G.vertices|, m = |G.arcs|
  witness  next : permutation of G.vertices
  accepts  every v in G.vertices: (v, next[v]) in G.arcs

problem Assignment "A job for each worker"
  instance worker : set of labels
           job    : set of labels
           can    : map from each worker to subset of job
  measures n = |worker|, k = |job|
  witness  does : choice from can
  accepts  every j in job: |{ w | w in worker where does[w] = j }| = 1

reduction CycleCover -> Assignment
  given    x
  labels   tail(vertex : x.G.vertices), head(vertex : x.G.vertices)
  target   worker = { tail(v) | v in x.G.vertices }
           job    = { head(v) | v in x.G.vertices }
           can    = { tail(v) -> { head(u) | u in x.G.vertices where (v, u) in x.G.arcs } | v in x.G.vertices }
  forward  next -> does = { tail(v) -> head(next[v]) | v in x.G.vertices }
  backward does -> next = { v -> u | v in x.G.vertices, u in x.G.vertices where does[tail(v)] = head(u) }
  claims   parsimonious
