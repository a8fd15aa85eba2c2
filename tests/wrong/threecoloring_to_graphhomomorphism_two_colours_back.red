# expect: refuted backward
# because: Two of the corners become one colour.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": [["v0", "v1"]]}}
# witness of the target: {"old(v0)": "corner(green)", "old(v1)": "corner(blue)"}
reduction ThreeColoring -> GraphHomomorphism
  given    x
  labels   old(vertex : x.G.vertices), corner(colour : colour)
  target   pattern.vertices = { old(v) | v in x.G.vertices }
           pattern.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           host.vertices    = {corner(red), corner(green), corner(blue)}
           host.edges       = {{corner(red), corner(green)}, {corner(green), corner(blue)}, {corner(red), corner(blue)}}
  forward  f -> f = { old(v) -> corner(c) | v -> c in f }
  backward f -> f = { v -> if f[old(v)] = corner(red) then red else green
                    | v in x.G.vertices }
