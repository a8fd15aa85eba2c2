# What problems ask of graphs. A set of edges may stand for a graph, a set of pairs for a digraph: `connects(F, T)` for edges F.

# The vertices next to v, the edges at v; the edges of which both ends are in S.
define neighbours(G, v) = { w | (u, w) in links(G) where u = v }
define degree(G, v) = |neighbours(G, v)|
define induced(G, S) = { e | e in edges(G) where e subset S }

# Where the arcs from v go; where the arcs to v come from.
define successors(D, v) = { w | (u, w) in arcs(D) where u = v }
define predecessors(D, v) = { u | (u, w) in arcs(D) where w = v }

# Where one gets from the members of S by the pairs A; in at most k steps.
define reached(A, S) = fold R = S over _ in 1 .. |A|: R + { w | (u, w) in A where u in R }
define reached_soon(A, S, k) = fold R = S over _ in 1 .. min(k, |A|): R + { w | (u, w) in A where u in R }

# Where one gets from v, v included: along edges in both directions, along arcs as they go; in at most k steps.
define reachable(G, v) = reached(links(G), {v})
define reachable_within(G, v, k) = reached_soon(links(G), {v}, k)

# The length of a shortest walk from v to each vertex that can be reached.
define steps_from(A, v) = fold d = { v -> 0 } over i in 1 .. |A|:
                            { w -> i | w in { y | (x, y) in A where x in domain(d) } } with d
define distances(G, v) = steps_from(links(G), v)

# Whether one gets from each member of T to each other; whether one gets from everywhere to everywhere.
define connects(G, T) = every t in T: T subset reachable(G, t)
define connected(G) = connects(G, G.vertices)

# What is left when vertices that nothing left leads to are taken away again and again; whether arcs make no cycle.
define circling(A) = fold L = { u | (u, w) in A } over _ in 1 .. |A|: L & { w | (u, w) in A where u in L }
define acyclic(D) = circling(arcs(D)) = {}

# What is left when vertices with at most one neighbour left are taken away; whether edges make no cycle.
define tangled(A) = fold L = { u | (u, w) in A } over _ in 1 .. |A|:
                      L & { v | v in L where (count (u, w) in A: u = v and w in L) >= 2 }
define forest(G) = tangled(links(G)) = {}
