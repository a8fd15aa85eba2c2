reduction HamiltonianPath -> DirectedHamiltonianPath
  "An arc in each direction along an edge."
  cites    GareyJohnson1979 "GT39"
  given    x
  labels   old(vertex : x.G.vertices)
  target   D.vertices = { old(v) | v in x.G.vertices }
           D.arcs     = { (old(u), old(v)) | (u, v) in links(x.G) }
  forward  p -> p = [ old(v) | v in p ]
  backward p -> p = [ v | old(v) in p ]
  claims   target.n = n
           target.m <= 2*m
           parsimonious
