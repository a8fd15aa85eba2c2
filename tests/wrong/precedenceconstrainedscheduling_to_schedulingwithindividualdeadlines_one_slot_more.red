# expect: refuted backward
# because: Every task has one slot more.
# instance: {"task": ["t0"], "before": [], "processors": 1, "deadline": 0}
# witness of the target: {"old(t0)": 1}
reduction PrecedenceConstrainedScheduling -> SchedulingWithIndividualDeadlines
  given    x
  labels   old(task : x.task)
  target   task       = { old(i) | i in x.task }
           before     = { (old(i), old(j)) | (i, j) in x.before }
           deadline   = { old(i) -> x.deadline + 1 | i in x.task }
           processors = x.processors
  forward  slot -> slot = { old(i) -> slot[i] | i in x.task }
  backward slot -> slot = { i -> slot[old(i)] | i in x.task }
