# A task of length 0 takes no time, but does not stand within another one of its job or machine.
problem OpenShop "Open-shop scheduling (each job once on each machine, in any order, without a break)"
  cites    GonzalezSahni1976
  instance job      : set of labels
           machine  : set of labels
           length   : map from each (job, machine) to nat
           deadline : nat
  measures n = |job|
           m = |machine|
           b = max(bits(l) | (_job, _machine) -> l in length)
           c = bits(deadline)
  minimises deadline
  witness  start : map from each (job, machine) to one of 0 .. deadline
  let      apart(j, p, i, q) = start[j, p] + length[j, p] <= start[i, q] or start[i, q] + length[i, q] <= start[j, p]
  accepts  every j in job, p in machine: start[j, p] + length[j, p] <= deadline
           every j in job, p in machine, q in machine where p != q: apart(j, p, j, q)
           every j in job, i in job, p in machine where j != i: apart(j, p, i, p)
