# expect: refuted backward
# because: The first link may be on any side.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": ["u0"]}}
# witness of the target: ["old(u0)", "mid", "link(i0, 0)"]
reduction SetSplitting -> Betweenness
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
           triples = { (link(i, j - 1), link(i, j), old(u)) | i -> X in x.family, j -> u in listed(X) where j >= 1 }
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
  backward p -> S = { u | a -> old(u) in p, b -> z in p where z = mid and a < b }
