# A task that is longer than its interval has no start. Tasks of length 0 may meet, but not begin while another one runs.
problem SequencingWithinIntervals "Sequencing within intervals (one machine; each task between its release and its deadline, without a break)"
  cites    GareyJohnson1979 "SS1"
  instance task     : set of labels
           release  : map from each task to nat
           deadline : map from each task to nat
           length   : map from each task to nat
  measures n = |task|
           b = max(bits(r) | t -> r in release) + max(bits(d) | t -> d in deadline) + max(bits(l) | t -> l in length)
  witness  start : map from each t in task to one of release[t] .. deadline[t] - length[t]
  accepts  every t in task, u in task where t != u: start[t] + length[t] <= start[u] or start[u] + length[u] <= start[t]
