# expect: refuted backward
# because: The way back loses the first vertex.
# instance: {"G": {"vertices": ["v0"], "edges": []}}
# witness of the target: ["old(v0)"]
reduction HamiltonianPath -> DirectedHamiltonianPath
  given    x
  labels   old(vertex : x.G.vertices)
  target   D.vertices = { old(v) | v in x.G.vertices }
           D.arcs     = { (old(u), old(v)) | (u, v) in links(x.G) }
  forward  p -> p = [ old(v) | v in p ]
  backward p -> p = [ v | old(v) in p[min(1, |p|) ..] ]
