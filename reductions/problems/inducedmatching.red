# An edge of the matching is named by one of its ends, whose mate is the other. Edges that share an end are joined as well.
problem InducedMatching "Induced matching (k edges, no two of which are joined by an edge)"
  cites    StockmeyerVazirani1982
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  maximises k
  witness  S    : subset of G.vertices
           mate : map from each G.vertices to one of G.vertices
  accepts  |S| >= k and every u in S: {u, mate[u]} in G.edges
           every u in S, v in S where u != v:
             {u, v} not in G.edges and {u, mate[v]} not in G.edges and {mate[u], mate[v]} not in G.edges
