# Not the gadget of the paper: with four elements for each clause, and not five, the variables may stand in any order.
reduction ThreeSAT -> CyclicOrdering
  "From an origin on, the true literal of a variable comes before the other one. Four elements of a clause are a ring around the circle, with the origin in it at a true literal."
  because  "Read from the origin: a literal comes before the element of its place. With the triple of the opposite literal, the next place's element comes before this one if the literal is false."
             shows backward place -> every i -> c in phi.clauses, p -> l in c:
                                       holds({ x
                                             | x in phi.variables
                                                 where around(place[origin], place[yes(x)], place[no(x)]) },
                                             l)
                                       or around(place[origin], place[ring(i, p + 1)], place[ring(i, p)])
           "A place without a literal has this order anyway, and the last element comes after the first: not every element comes before the next, all around."
             shows backward place -> every i -> c in phi.clauses:
                                       (|c| > 0 and not around(place[origin], place[ring(i, 1)], place[ring(i, 0)]))
                                       or (|c| > 1 and not around(place[origin], place[ring(i, 2)], place[ring(i, 1)]))
                                       or (|c| > 2 and not around(place[origin], place[ring(i, 3)], place[ring(i, 2)]))
           "With a true literal, the ring is cut at the first one: its element comes between the true literals and the false ones, the others after all of them."
  cites    GalilMegiddo1977
  given    phi
  labels   origin, yes(variable : phi.variables), no(variable : phi.variables), ring(clause : position, place : number)
  let      element(l)   = case l of positive(x): yes(x); negative(x): no(x)
           before(c, p) = if p < |c| then element(opposite(c[p])) else origin
  target   item    = {origin}
                     + { yes(x) | x in phi.variables }
                     + { no(x) | x in phi.variables }
                     + { ring(i, 0) | i in positions(phi.clauses) }
                     + { ring(i, 1) | i in positions(phi.clauses) }
                     + { ring(i, 2) | i in positions(phi.clauses) }
                     + { ring(i, 3) | i in positions(phi.clauses) }
           triples = { (origin, element(l), ring(i, p)) | i -> c in phi.clauses, p -> l in c }
                     + { (before(c, p), ring(i, p + 1), ring(i, p)) | i -> c in phi.clauses, p in 0 .. 2 }
                     + { (origin, ring(i, 0), ring(i, 3)) | i in positions(phi.clauses) }
  forward  a -> cut(c) = first p in 0 .. |c| - 1: holds(a, c[p])
                turn(c, p) = if p < cut(c) then cut(c) - p else cut(c) - p + 4
                n = |phi.variables|
                m = |phi.clauses|
                place = { origin -> 1 }
                        with { yes(x) -> (if x in a then 2 else 2 + n + m) + j | j -> x in listed(phi.variables) }
                        with { no(x) -> (if x in a then 2 + n + m else 2) + j | j -> x in listed(phi.variables) }
                        with { ring(i, p) -> if p = cut(c) then 2 + n + i else 1 + 2 * n + m + 3 * i + turn(c, p)
                             | i -> c in phi.clauses, p in 0 .. 3 }
  backward place -> a = { x | x in phi.variables where around(place[origin], place[yes(x)], place[no(x)]) }
  claims   target.n = 2*n + 4*m + 1
           target.m <= 7*m
