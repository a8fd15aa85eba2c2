# expect: refuted backward
# because: All points are put into the first cluster.
# instance: {"point": ["p0", "p1"], "distance": [[["p0", "p0"], 0], [["p0", "p1"], 1], [["p1", "p0"], 1], [["p1", "p1"], 0]], "k": 2, "diameter": 0}
# witness of the target: {"old(p0)": 2, "old(p1)": 1}
reduction Clustering -> ChromaticNumber
  given    x
  labels   old(point : x.point)
  target   G.vertices = { old(p) | p in x.point }
           G.edges    = { {old(p), old(q)} | p in x.point, q in x.point where p != q and x.distance[p, q] > x.diameter }
           k          = x.k
  forward  cluster -> f = { old(p) -> cluster[p] | p in x.point }
  backward f -> cluster = { p -> 1 | p in x.point }
