# An example is the set of the features that it has. Two examples with the same features and different labels have no feature set.
problem MinimumFeatureSet "Minimum feature set (at most k features tell positive examples from negative ones)"
  cites    DaviesRussell1994
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
  accepts  |S| <= k
           every p in positive, q in example - positive: some f in S: not (f in has[p] iff f in has[q])
