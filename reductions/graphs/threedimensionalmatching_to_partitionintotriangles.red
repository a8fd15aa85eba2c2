reduction ThreeDimensionalMatching -> PartitionIntoTriangles
  "Three triangles for each triple: their tips make a triangle too, and the base of each makes one with an element of the triple."
  because  "Either the three tips are together, and all bases take their elements, or each tip is with its base."
  cites    GareyJohnson1979 "3.3"
  given    x
  labels   at(element : x.T, place : number), tip(triple : x.triples, place : number),
             left(triple : x.triples, place : number), right(triple : x.triples, place : number)
  # equivalent mutant: `if i = 1 then` -> `if i != 1 then`: places 1 and 2 change their names
  # equivalent mutant: `i = 1 then b` -> `i = 2 then b`: places 1 and 2 change their names
  # equivalent mutant: `1 then b else c` -> `1 then c else b`: places 1 and 2 change their names
  let      item(t, i) = case t of (a, b, c): if i = 0 then a else if i = 1 then b else c
           # equivalent mutant: `(i + 1) mod 3` -> `(i - 1) mod 3`: three tips make a triangle whichever way around
           # equivalent mutant: `(i + 1) mod 3` -> `(i + 2) mod 3`: three tips make a triangle whichever way around
           next(i)    = (i + 1) mod 3
  target   G.vertices = { at(u, i) | u in x.T, i in 0 .. 2 }
                        + { tip(t, i) | t in x.triples, i in 0 .. 2 }
                        + { left(t, i) | t in x.triples, i in 0 .. 2 }
                        + { right(t, i) | t in x.triples, i in 0 .. 2 }
           G.edges    = { {tip(t, i), tip(t, next(i))} | t in x.triples, i in 0 .. 2 }
                        + { {tip(t, i), left(t, i)} | t in x.triples, i in 0 .. 2 }
                        + { {tip(t, i), right(t, i)} | t in x.triples, i in 0 .. 2 }
                        + { {left(t, i), right(t, i)} | t in x.triples, i in 0 .. 2 }
                        + { {at(item(t, i), i), left(t, i)} | t in x.triples, i in 0 .. 2 }
                        + { {at(item(t, i), i), right(t, i)} | t in x.triples, i in 0 .. 2 }
  forward  M -> turn = { at(item(t, i), i) -> left(t, i) | t in M, i in 0 .. 2 }
                       with { left(t, i) -> right(t, i) | t in x.triples, i in 0 .. 2 }
                       with { right(t, i) -> if t in M then at(item(t, i), i) else tip(t, i)
                            | t in x.triples, i in 0 .. 2 }
                       with { tip(t, i) -> if t in M then tip(t, next(i)) else left(t, i)
                            | t in x.triples, i in 0 .. 2 }
  backward turn -> M = { t | t in x.triples where turn[tip(t, 0)] = tip(t, 1) or turn[tip(t, 0)] = tip(t, 2) }
  claims   target.n = 3*n + 9*m
           target.m <= 18*m
