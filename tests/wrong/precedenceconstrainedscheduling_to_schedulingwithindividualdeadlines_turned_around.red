# expect: refuted backward
# because: The schedule is read from its end, and so in the wrong order.
# instance: {"task": ["t0", "t1"], "before": [["t0", "t1"]], "processors": 1, "deadline": 2}
# witness of the target: {"old(t0)": 1, "old(t1)": 2}
reduction PrecedenceConstrainedScheduling -> SchedulingWithIndividualDeadlines
  given    x
  labels   old(task : x.task)
  target   task       = { old(i) | i in x.task }
           before     = { (old(i), old(j)) | (i, j) in x.before }
           deadline   = { old(i) -> x.deadline | i in x.task }
           processors = x.processors
  forward  slot -> slot = { old(i) -> slot[i] | i in x.task }
  backward slot -> slot = { i -> min(x.deadline, |x.task|) + 1 - slot[old(i)] | i in x.task }
