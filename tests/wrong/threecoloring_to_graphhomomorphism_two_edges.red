# expect: refuted forward
# because: The host is a path: its ends are colours as well, and not joined.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the source: {"v0": "red", "v1": "blue"}
reduction ThreeColoring -> GraphHomomorphism
  given    x
  labels   old(vertex : x.G.vertices), corner(colour : colour)
  target   pattern.vertices = { old(v) | v in x.G.vertices }
           pattern.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           host.vertices    = {corner(red), corner(green), corner(blue)}
           host.edges       = {{corner(red), corner(green)}, {corner(green), corner(blue)}}
  forward  f -> f = { old(v) -> corner(c) | v -> c in f }
  backward f -> f = { v -> if f[old(v)] = corner(red) then red else if f[old(v)] = corner(green) then green else blue
                    | v in x.G.vertices }
