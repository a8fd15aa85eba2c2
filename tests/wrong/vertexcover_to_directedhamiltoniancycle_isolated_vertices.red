# expect: refuted well-formed
# because: An isolated vertex has no first and no last edge.
# instance: {"G": {"vertices": ["v0", "v1", "v2"], "edges": [["v0", "v1"]]}, "k": 1}
reduction VertexCover -> DirectedHamiltonianCycle
  given    x
  labels   enter(vertex : x.G.vertices, edge : x.G.edges), leave(vertex : x.G.vertices, edge : x.G.edges),
             selector(number), left, right
  let      touched     = x.G.vertices
           s           = min(x.k, |touched|)  # an unclamped binary k would not be polynomial
           edges       = listed(x.G.edges)
           at(v)       = [ e | e in edges where v in e ]
           other(v, e) = the u in e: u != v
           yes         = |x.G.edges| = 0  # nothing to cover: any Hamiltonian digraph
  target   D.vertices = if yes then {left, right}
                        else { enter(v, e) | e in x.G.edges, v in e }
                             + { leave(v, e) | e in x.G.edges, v in e }
                             + { selector(j) | j in 1 .. s }
           D.arcs     = if yes then {(left, right), (right, left)}
                        else { (enter(v, e), leave(v, e)) | e in x.G.edges, v in e }
                             + { (enter(v, e), enter(other(v, e), e)) | e in x.G.edges, v in e }
                             + { (leave(v, e), leave(other(v, e), e)) | e in x.G.edges, v in e }
                             + { (leave(v, e), enter(v, at(v)[i + 1]))
                               | v in touched, i -> e in at(v) where i + 1 < |at(v)| }
                             + { (selector(j), enter(v, at(v)[0])) | j in 1 .. s, v in touched }
                             + { (leave(v, at(v)[|at(v)| - 1]), selector(j)) | j in 1 .. s, v in touched }
  forward  C -> picks = [ v | v in listed(touched) where v in C ] ++ [ v | v in listed(touched) where v not in C ]
                picked = { picks[j] | j in 0 .. s - 1 }
                c = if yes then cycle([left, right])
                    else cycle([ y
                               | j in 1 .. s,
                                 v = picks[j - 1],
                                 y in [selector(j)]
                                      ++ [ z
                                         | e in at(v),
                                           u = other(v, e),
                                           z in if u in picked then [enter(v, e), leave(v, e)]
                                                else [enter(v, e), enter(u, e), leave(u, e), leave(v, e)] ] ])
  backward c -> S = { v | selector(_) -> enter(v, _) in c }
