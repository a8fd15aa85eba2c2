# An example is the set of the features that it has. A conjunction of no features holds of every example.
problem MinimumDisagreement "Minimum disagreement (a conjunction of features that is wrong about at most k labelled examples)"
  cites    AngluinLaird1988
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
  witness  S : subset of feature
  accepts  (count e in example: not (e in positive iff S subset has[e])) <= k
