reduction PrecedenceConstrainedScheduling -> SchedulingWithIndividualDeadlines
  "Every task has the same deadline."
  cites    GareyJohnson1979 "SS11"
  given    x
  labels   old(task : x.task)
  target   task       = { old(i) | i in x.task }
           before     = { (old(i), old(j)) | (i, j) in x.before }
           deadline   = { old(i) -> x.deadline | i in x.task }
           processors = x.processors
  forward  slot -> slot = { old(i) -> slot[i] | i in x.task }
  backward slot -> slot = { i -> slot[old(i)] | i in x.task }
  claims   target.n = n
           target.m = m
           target.b = b
           target.c <= c
           parsimonious
