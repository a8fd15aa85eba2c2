# expect: refuted forward
# because: If there is nothing between the ends, they are not joined.
# instance: {"G": {"vertices": [], "edges": []}}
# witness of the source: []
reduction HamiltonianPath -> HamiltonianPathBetween
  given    x
  labels   old(vertex : x.G.vertices), start, finish
  target   G.vertices = { old(v) | v in x.G.vertices } + {start, finish}
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
                        + { {e, old(v)} | e in {start, finish}, v in x.G.vertices }
           s          = start
           t          = finish
  forward  p -> p = [start] ++ [ old(v) | v in p ] ++ [finish]
  backward p -> p = [ v | old(v) in p ]
