# A task of length 0 takes no time, but does not stand within another one of its machine.
problem FlowShop "Flow-shop scheduling (each job on one machine after the other, the same way for all, without a break)"
  cites    GareyJohnsonSethi1976
  instance job      : set of labels
           length   : seq of map from each job to nat
           deadline : nat
  measures n = |job|
           m = |length|
           b = max(bits(l) | times in length, _job -> l in times)
           c = bits(deadline)
  minimises deadline
  witness  start : map from each (job, positions(length)) to one of 0 .. deadline
  let      end(j, t) = start[j, t] + length[t][j]
  accepts  every j in job, t in positions(length): end(j, t) <= deadline
           every j in job, t in positions(length) where t >= 1: end(j, t - 1) <= start[j, t]
           every j in job, i in job, t in positions(length) where j != i:
             end(j, t) <= start[i, t] or end(i, t) <= start[j, t]
