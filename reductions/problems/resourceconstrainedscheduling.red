# More slots than tasks are never needed.
problem ResourceConstrainedScheduling "Resource constrained scheduling (tasks of one slot each, which share processors and resources)"
  cites    GareyJohnson1979 "SS10"
  instance task       : set of labels
           resource   : set of labels
           needs      : map from each (task, resource) to nat
           available  : map from each resource to nat
           processors : nat
           deadline   : nat
  measures n = |task|
           r = |resource|
           b = max(bits(q) | (_task, _resource) -> q in needs)
           c = max(bits(q) | s -> q in available)
           p = bits(processors)
           d = bits(deadline)
  minimises deadline
  witness  slot : map from each task to one of 1 .. min(deadline, |task|)
  accepts  every t in 1 .. min(deadline, |task|): (count j in task: slot[j] = t) <= processors
           every s in resource, t in 1 .. min(deadline, |task|):
             sum(needs[j, s] | j in task where slot[j] = t) <= available[s]
