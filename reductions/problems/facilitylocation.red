problem FacilityLocation "Facility location (uncapacitated)"
  cites    CornuejolsNemhauserWolsey1990
  instance facility : set of labels
           client   : set of labels
           opening  : map from each facility to nat
           serving  : map from each (facility, client) to nat
           k        : nat
  measures n = |facility|
           m = |client|
           b = max(bits(c) | f -> c in opening)
           c = max(bits(c) | (_, _) -> c in serving)
           d = bits(k)
  minimises k
  witness  open : subset of facility
           by   : map from each client to one of facility
  accepts  every c -> f in by: f in open
           sum(opening[f] | f in open) + sum(serving[f, c] | c -> f in by) <= k
