# The tree is given by the tests that each example meets on its way down: a way that could be shorter asks something twice, and what
# no example meets is left out. Two examples part at a test that tells them apart, if they have met the same tests down to it.
problem DecisionTree "Decision tree (is there one of depth at most k that is right about all labelled examples?)"
  cites    HyafilRivest1976, HancockJiangLiTromp1996
  instance feature  : set of labels
           example  : set of labels
           has      : map from each example to subset of feature
           positive : subset of example
           k        : nat
  measures n = |feature|
           m = |example|
           t = sum(|F| | e -> F in has)
           b = bits(k)
  minimises k
  witness  test : map from each (example, levels) to one of feature
  let      levels      = { i | i in 1 .. |feature| where i <= k }
           alike(e, f) = every i in levels: test[e, i] = test[f, i]
           parts(e, f) = some i in levels:
                           (every j in levels: j <= i implies test[e, j] = test[f, j])
                           and not (test[e, i] in has[e] iff test[e, i] in has[f])
  accepts  every e in example, f in example where e != f:
             parts(e, f) or alike(e, f) and (e in positive iff f in positive)
