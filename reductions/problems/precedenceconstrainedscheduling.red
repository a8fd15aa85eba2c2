# More slots than tasks are never needed. Tasks that wait for each other in a circle have no schedule.
problem PrecedenceConstrainedScheduling "Precedence constrained scheduling (tasks of one slot each, on k processors, some before others)"
  cites    GareyJohnson1979 "SS9"
  instance task       : set of labels
           before     : set of (task, task)
           processors : nat
           deadline   : nat
  measures n = |task|
           m = |before|
           b = bits(processors)
           c = bits(deadline)
  minimises deadline
  witness  slot : map from each task to one of 1 .. min(deadline, |task|)
  accepts  every t in 1 .. min(deadline, |task|): (count i in task: slot[i] = t) <= processors
           every (i, j) in before: slot[i] < slot[j]
