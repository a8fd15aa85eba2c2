# More slots than tasks are never needed. A task whose deadline is 0 has no slot.
problem SchedulingWithIndividualDeadlines "Scheduling with individual deadlines (tasks of one slot each, on k processors, some before others)"
  cites    GareyJohnson1979 "SS11"
  instance task       : set of labels
           before     : set of (task, task)
           deadline   : map from each task to nat
           processors : nat
  measures n = |task|
           m = |before|
           b = bits(processors)
           c = max(bits(d) | i -> d in deadline)
  minimises processors
  witness  slot : map from each i in task to one of 1 .. min(deadline[i], |task|)
  accepts  every t in 1 .. |task|: (count i in task: slot[i] = t) <= processors
           every (i, j) in before: slot[i] < slot[j]
