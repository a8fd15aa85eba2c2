# expect: refuted backward
# because: Everything is joined to everything else.
# instance: {"G": {"vertices": ["v0", "v1"], "edges": []}}
# witness of the target: ["old(v1)", "old(v0)"]
reduction HamiltonianPath -> DirectedHamiltonianPath
  given    x
  labels   old(vertex : x.G.vertices)
  target   D.vertices = { old(v) | v in x.G.vertices }
           D.arcs     = { (old(u), old(v)) | u in x.G.vertices, v in x.G.vertices where u != v }
  forward  p -> p = [ old(v) | v in p ]
  backward p -> p = [ v | old(v) in p ]
