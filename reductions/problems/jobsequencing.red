problem JobSequencing "Job sequencing (one machine; a job that ends after its deadline costs its penalty)"
  cites    Karp1972
  instance job      : set of labels
           time     : map from each job to nat
           deadline : map from each job to nat
           penalty  : map from each job to nat
           k        : nat
  measures n = |job|
           b = max(bits(t) | j -> t in time)
           d = max(bits(t) | j -> t in deadline)
           p = max(bits(c) | j -> c in penalty)
           c = bits(k)
  minimises k
  witness  order : ordering of job
  let      end(t) = sum(time[i] | s -> i in order where s <= t)
  accepts  sum(penalty[j] | t -> j in order where end(t) > deadline[j]) <= k
