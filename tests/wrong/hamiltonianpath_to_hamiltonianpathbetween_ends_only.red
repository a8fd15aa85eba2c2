# expect: refuted forward
# because: The path between the ends is forgotten.
# instance: {"G": {"vertices": ["v0"], "edges": []}}
# witness of the source: ["v0"]
reduction HamiltonianPath -> HamiltonianPathBetween
  given    x
  labels   old(vertex : x.G.vertices), start, finish
  target   G.vertices = { old(v) | v in x.G.vertices } + {start, finish}
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
                        + { {e, old(v)} | e in {start, finish}, v in x.G.vertices }
                        + {{start, finish}}
           s          = start
           t          = finish
  forward  p -> p = [start] ++ [] ++ [finish]
  backward p -> p = [ v | old(v) in p ]
