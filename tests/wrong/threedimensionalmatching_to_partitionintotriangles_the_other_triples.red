# expect: refuted backward
# because: The triples whose tips are apart are taken.
# instance: {"T": ["T0"], "triples": [["T0", "T0", "T0"]]}
# witness of the target: {"at(T0, 0)": "left((T0, T0, T0), 0)", "at(T0, 1)": "left((T0, T0, T0), 1)", "at(T0, 2)": "left((T0, T0, T0), 2)", "tip((T0, T0, T0), 0)": "tip((T0, T0, T0), 1)", "tip((T0, T0, T0), 1)": "tip((T0, T0, T0), 2)", "tip((T0, T0, T0), 2)": "tip((T0, T0, T0), 0)", "left((T0, T0, T0), 0)": "right((T0, T0, T0), 0)", "left((T0, T0, T0), 1)": "right((T0, T0, T0), 1)", "left((T0, T0, T0), 2)": "right((T0, T0, T0), 2)", "right((T0, T0, T0), 0)": "at(T0, 0)", "right((T0, T0, T0), 1)": "at(T0, 1)", "right((T0, T0, T0), 2)": "at(T0, 2)"}
reduction ThreeDimensionalMatching -> PartitionIntoTriangles
  given    x
  labels   at(element : x.T, place : number), tip(triple : x.triples, place : number),
             left(triple : x.triples, place : number), right(triple : x.triples, place : number)
  let      item(t, i) = case t of (a, b, c): if i = 0 then a else if i = 1 then b else c
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
  backward turn -> M = { t | t in x.triples where turn[tip(t, 0)] != tip(t, 1) and turn[tip(t, 0)] != tip(t, 2) }
