# expect: refuted backward
# because: All tasks run on the first processor.
# instance: {"task": ["t0", "t1"], "length": {"t0": 1, "t1": 1}, "processors": 2, "deadline": 1}
# witness of the target: {"old(t0)": 2, "old(t1)": 1}
reduction MultiprocessorScheduling -> BinPacking
  given    x
  labels   old(task : x.task)
  target   item     = { old(t) | t in x.task }
           size     = { old(t) -> l | t -> l in x.length }
           capacity = x.deadline
           k        = x.processors
  forward  on -> bin = { old(t) -> p | t -> p in on }
  backward bin -> on = { t -> min(1, bin[old(t)]) | t in x.task }
