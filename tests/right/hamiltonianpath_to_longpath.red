# expect: holds
# because: A simple path on as many vertices as there are visits each of them.
# within: n = 3, m = 3
# slow: n = 4, m = 6
problem LongPath "A simple path on at least a number of vertices"
  cites    GareyJohnson1979 "ND29"
  instance G : graph
           k : nat
  measures n = |G.vertices|, m = |G.edges|, b = bits(k)
  witness  path : sequence of at most |G.vertices| of G.vertices
  accepts  |path| >= k
           every i -> u in path, j -> v in path where i < j: u != v and (i + 1 = j implies {u, v} in G.edges)

reduction HamiltonianPath -> LongPath
  given    x
  target   G = x.G
           k = |x.G.vertices|
  forward  p -> path = p
  backward path -> p = path
  claims   target.n = n
