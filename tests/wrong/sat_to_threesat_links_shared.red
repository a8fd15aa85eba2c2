# expect: refuted forward
# because: All long clauses share their links: one clause needs a link true, another needs it false.
# instance: {"variables": ["v0"], "clauses": [[{"positive": "v0"}, {"positive": "v0"}, {"positive": "v0"}, {"negative": "v0"}], [{"positive": "v0"}, {"negative": "v0"}, {"positive": "v0"}, {"positive": "v0"}]]}
# witness of the source: []
# within: n = 1, m = 2, t = 8
reduction SAT -> ThreeSAT
  given    phi
  labels   old(variable : phi.variables), link(place : position)
  let      lift(l) = case l of positive(x): positive(old(x)); negative(x): negative(old(x))
           chain(c) = [ if p = 0 then [lift(c[0]), lift(c[1]), positive(link(1))]
                           else if p = |c| - 3 then [negative(link(p)), lift(c[p + 1]), lift(c[p + 2])]
                           else [negative(link(p)), lift(c[p + 1]), positive(link(p + 1))]
                         | p in 0 .. |c| - 3 ]
  target   variables = { old(x) | x in phi.variables } + { link(p) | c in phi.clauses, p in 1 .. |c| - 3 }
           clauses = [ d | c in phi.clauses, d in if |c| <= 3 then [[lift(l) | l in c]] else chain(c) ]
  forward  a -> a = { old(x) | x in a }
                  + { link(p) | c in phi.clauses, p in 1 .. |c| - 3 where every q in 0 .. p: not holds(a, c[q]) }
  backward a -> a = { x | old(x) in a }
