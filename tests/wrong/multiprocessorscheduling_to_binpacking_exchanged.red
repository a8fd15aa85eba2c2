# expect: refuted backward
# because: As many bins as the deadline says, and as large as there are processors.
# instance: {"task": ["t0"], "length": {"t0": 0}, "processors": 0, "deadline": 1}
# witness of the target: {"old(t0)": 1}
reduction MultiprocessorScheduling -> BinPacking
  given    x
  labels   old(task : x.task)
  target   item     = { old(t) | t in x.task }
           size     = { old(t) -> l | t -> l in x.length }
           capacity = x.processors
           k        = x.deadline
  forward  on -> bin = { old(t) -> p | t -> p in on }
  backward bin -> on = { t -> bin[old(t)] | t in x.task }
