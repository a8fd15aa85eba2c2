# Several workers may have the same shift. Garey and Johnson ask that all shifts be of one length.
problem StaffScheduling "Staff scheduling (shifts for at most k workers, so that each period has as many as it requires)"
  cites    GareyJohnson1979 "SS20"
  instance period   : set of labels
           shift    : set of labels
           covers   : map from each shift to subset of period
           required : map from each period to nat
           workers  : nat
  measures n = |period|
           m = |shift|
           t = sum(|A| | s -> A in covers)
           b = max(bits(q) | p -> q in required)
           c = bits(workers)
  minimises workers
  witness  staff : map from each shift to one of 0 .. workers
  accepts  sum(q | s -> q in staff) <= workers
           every p in period: sum(staff[s] | s in shift where p in covers[s]) >= required[p]
