reduction SetSplitting -> Betweenness
  "A middle tells the two sides. A chain of links for each set starts on the side of its first element and has to end on the other side."
  because  "The first link is beyond the first element, and each other one between the one before and its element: while all elements are on one side, so are the links."
           "The last link is across the middle from the first element. So some element of the set is on the other side."
           "Links are far from the middle until the last element of the other side, and near to it from there on."
           "An empty set becomes two links each of which is between the other one and the middle. Elements of no set are left out."
  cites    Opatrny1979
  given    x
  labels   mid, old(element : x.universe), link(index : x.index, place : position)
  let      list(i) = listed(x.family[i])
           used    = { u | _ -> X in x.family, u in X }
           empty   = { i | i -> X in x.family where |X| = 0 }
           links   = [ (i, j) | i in listed(x.index), j in positions(list(i)) ]
  target   item    = {mid}
                     + { old(u) | u in used }
                     + { link(i, j) | i -> X in x.family, j in positions(listed(X)) }
                     + { link(i, j) | i in empty, j in 0 .. 1 }
           triples = { (link(i, 0), old(u), mid) | i -> X in x.family, 0 -> u in listed(X) }
                     + { (link(i, j - 1), link(i, j), old(u)) | i -> X in x.family, j -> u in listed(X) where j >= 1 }
                     + { (link(i, |X| - 1), mid, old(u)) | i -> X in x.family, 0 -> u in listed(X) }
                     + { (link(i, 0), link(i, 1), mid) | i in empty }
                     + { (link(i, 1), link(i, 0), mid) | i in empty }
  forward  S -> leads(i) = list(i)[0] in S
                far(i, j) = some q -> u in list(i): q > j and (u in S iff not leads(i))
                p = [ link(i, j) | (i, j) in links where leads(i) and far(i, j) ]
                    ++ [ old(u) | u in listed(used) where u in S ]
                    ++ [ link(i, j) | (i, j) in links where not leads(i) and not far(i, j) ]
                    ++ [mid]
                    ++ reverse([ link(i, j) | (i, j) in links where leads(i) and not far(i, j) ])
                    ++ [ old(u) | u in listed(used) where u not in S ]
                    ++ reverse([ link(i, j) | (i, j) in links where not leads(i) and far(i, j) ])
  # equivalent mutant: `a < b` -> `a <= b`: no element is the middle
  backward p -> S = { u | a -> old(u) in p, b -> z in p where z = mid and a < b }
  claims   target.n <= 1 + n + t + 2*m
           target.m <= t + 4*m
