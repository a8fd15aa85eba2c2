# expect: refuted forward
# because: A conjunction is false if its second gate is, and the clause says that it is true.
# instance: {"inputs": [], "gates": ["no", "yes", {"both": [1, 0]}, "yes"]}
# witness of the source: []
# within: n = 0, m = 4
type gate over X = no or yes or input(X) or neg(nat) or both(nat, nat) or either(nat, nat)

problem OrderedCircuit "Is there an input for which the last gate is true? Gates are over earlier gates"
  instance inputs : set of labels
           gates  : seq of gate over inputs
  valid    every i -> g in gates:
             case g of neg(j): j < i; both(j, k): j < i and k < i; either(j, k): j < i and k < i; else: true
  measures n = |inputs|
           m = |gates|
  witness  S : subset of inputs
  let      values = fold v = [true] over g in gates:
                      v
                      ++ [case g of
                            no: false;
                            yes: true;
                            input(x): x in S;
                            neg(j): not v[j + 1];
                            both(j, k): v[j + 1] and v[k + 1];
                            either(j, k): v[j + 1] or v[k + 1]]
  accepts  values[|gates|]

reduction OrderedCircuit -> SAT
  given    x
  labels   wire(i : position), inp(v : x.inputs)
  target   variables = { inp(v) | v in x.inputs } + { wire(i) | i in positions(x.gates) }
           clauses   = [ c
                       | i -> g in x.gates,
                         c in case g of
                                no: [[negative(wire(i))]];
                                yes: [[positive(wire(i))]];
                                input(v): [[negative(wire(i)), positive(inp(v))],
                                           [positive(wire(i)), negative(inp(v))]];
                                neg(j): [[negative(wire(i)), negative(wire(j))],
                                         [positive(wire(i)), positive(wire(j))]];
                                both(j, k): [[negative(wire(i)), positive(wire(j))],
                                             [negative(wire(i)), positive(wire(k))],
                                             [positive(wire(i)), negative(wire(j))]];
                                either(j, k): [[positive(wire(i)), negative(wire(j))],
                                               [positive(wire(i)), negative(wire(k))],
                                               [negative(wire(i)), positive(wire(j)), positive(wire(k))]] ]
                       ++ [ [positive(wire(|x.gates| - 1))] | i in 1 .. min(1, |x.gates|) ]
  forward  S -> a = { inp(v) | v in S } + { wire(i) | i in positions(x.gates) where vals(S)[i + 1] }
  backward a -> S = { v | inp(v) in a }
  let      vals(S) = fold v = [true] over g in x.gates:
                       v
                       ++ [case g of
                             no: false;
                             yes: true;
                             input(y): y in S;
                             neg(j): not v[j + 1];
                             both(j, k): v[j + 1] and v[k + 1];
                             either(j, k): v[j + 1] or v[k + 1]]
  claims   target.n = n + m
           target.m <= 3*m + 1
