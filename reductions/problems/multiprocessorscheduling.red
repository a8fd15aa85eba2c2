# More processors than tasks are never needed.
problem MultiprocessorScheduling "Multiprocessor scheduling (independent tasks, one deadline)"
  cites    GareyJohnson1979 "SS8"
  instance task       : set of labels
           length     : map from each task to nat
           processors : nat
           deadline   : nat
  measures n = |task|
           b = max(bits(l) | t -> l in length)
           c = bits(processors)
           d = bits(deadline)
  minimises deadline
  witness  on : map from each task to one of 1 .. min(processors, |task|)
  accepts  every p in 1 .. min(processors, |task|): sum(length[t] | t in task where on[t] = p) <= deadline
