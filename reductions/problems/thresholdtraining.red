# An example is the set of its ones. A unit fires if the weights of these add up to at most its bound; with all signs reversed, to at
# least its threshold. With w at least (n + 1)^((n + 1) / 2) this is training with real weights: whatever threshold functions tell
# apart, some with such whole numbers tell apart (Muroga1971).
problem ThresholdTraining "Training of three threshold units (two with weights from -w to w that feed one that computes AND: two half-spaces)"
  cites    BlumRivest1992
  instance feature  : set of labels
           example  : set of labels
           has      : map from each example to subset of feature
           positive : subset of example
           w        : nat
  measures n = |feature|
           m = |example|
           t = sum(|F| | e -> F in has)
           b = bits(w)
  minimises w
  witness  left        : map from each _ in feature to one of -w .. w
           right       : map from each _ in feature to one of -w .. w
           left_bound  : one of -w .. w
           right_bound : one of -w .. w
  accepts  every e in example:
             e in positive iff sum(left[p] | p in has[e]) <= left_bound and sum(right[p] | p in has[e]) <= right_bound
