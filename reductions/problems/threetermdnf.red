type conjunction = first_term or second_term or third_term
type use = plain or negated or absent

# A term without literals holds of every example.
problem ThreeTermDNF "Consistent 3-term DNF (is there a disjunction of three conjunctions that fits the labelled examples?)"
  cites    PittValiant1988
  instance feature  : set of labels
           example  : set of labels
           has      : map from each example to subset of feature
           positive : subset of example
  measures n = |feature|
           m = |example|
           t = sum(|F| | e -> F in has)
  witness  term : map from each conjunction to map from each feature to use
  let      fits(e, i) = every p in feature:
                          case term[i][p] of plain: p in has[e]; negated: p not in has[e]; absent: true
  accepts  every e in example: e in positive iff some i in {first_term, second_term, third_term}: fits(e, i)
