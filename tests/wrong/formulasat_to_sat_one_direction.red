# expect: refuted backward
# because: Clauses say what a gate implies, and not what implies it; under a negation that is too little.
# beyond: n = 1, s = 3
# The same problem, its nodes written as records: numbers bounded by `valid` as in PosSLP.
type nodekind = leaf or neg or conj or disj

problem FormulaSAT "Satisfiability of a formula, as a list of nodes: operands before their operators"
  instance variables : set of labels
           nodes     : seq of { kind : nodekind, name : one of variables, left : nat, right : nat }
  valid    |nodes| >= 1
           every i -> g in nodes: g.left <= i and g.right <= i
           every i -> g in nodes: case g.kind of
             leaf: g.left = 0 and g.right = 0;
             neg: g.left < i and g.right = 0;
             conj: g.left < i and g.right < i;
             disj: g.left < i and g.right < i
           every i in 0 .. |nodes| - 2: (count g in nodes: reads(g, i)) = 1
  measures n = |variables|
           s = |nodes|  # left and right are less: their bits are covered
  witness  a : subset of variables
  let      reads(g, i) = case g.kind of leaf: false; neg: g.left = i; conj: g.left = i or g.right = i; disj: g.left = i or g.right = i
           values = fold v = [ false | i in 1 .. 0 ] over g in nodes: v ++ [case g.kind of
                      leaf: g.name in a; neg: not v[g.left]; conj: v[g.left] and v[g.right]; disj: v[g.left] or v[g.right]]
  accepts  values[|nodes| - 1]
reduction FormulaSAT -> SAT
  "A variable per and, or; clauses say what it is worth. From above only."
  given    phi
  labels   old(variable : phi.variables), gate(node : position)
  let      nodes = phi.nodes
           lits  = fold L = [ positive(gate(i)) | i in 1 .. 0 ] over i -> g in nodes: L ++ [case g.kind of
                      leaf: positive(old(g.name)); neg: opposite(L[g.left]); conj: positive(gate(i)); disj: positive(gate(i))]
           worth(a) = fold v = [ false | i in 1 .. 0 ] over g in nodes: v ++ [case g.kind of
                      leaf: g.name in a; neg: not v[g.left]; conj: v[g.left] and v[g.right]; disj: v[g.left] or v[g.right]]
           last  = |nodes| - 1
           kids(g) = case g.kind of leaf: {}; neg: {g.left}; conj: {g.left, g.right}; disj: {g.left, g.right}
           plus  = fold P = {last -> true} over s in 0 .. last:
                      P with { i -> (if nodes[last - s].kind = neg then not P[last - s] else P[last - s]) | i in kids(nodes[last - s]) }
           down(i, g) = if g.kind = conj then [[negative(gate(i)), lits[g.left]], [negative(gate(i)), lits[g.right]]]
                        else if g.kind = disj then [[negative(gate(i)), lits[g.left], lits[g.right]]] else []
           up(i, g)   = if g.kind = conj then [[positive(gate(i)), opposite(lits[g.left]), opposite(lits[g.right])]]
                        else if g.kind = disj then [[positive(gate(i)), opposite(lits[g.left])], [positive(gate(i)), opposite(lits[g.right])]] else []
  target   variables = { old(x) | x in phi.variables } + { gate(i) | i in positions(nodes) }
           clauses   = [ c | i -> g in nodes, c in down(i, g) ] ++ [[lits[last]]]
  forward  a -> a = { old(x) | x in a } + { gate(i) | i -> v in worth(a) where v }
  backward a -> a = { x | old(x) in a }
