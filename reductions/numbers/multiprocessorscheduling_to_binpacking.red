reduction MultiprocessorScheduling -> BinPacking
  "Processors are bins, and the time that they have is the capacity."
  cites    GareyJohnson1979 "SR1"
  given    x
  labels   old(task : x.task)
  target   item     = { old(t) | t in x.task }
           size     = { old(t) -> l | t -> l in x.length }
           capacity = x.deadline
           k        = x.processors
  forward  on -> bin = { old(t) -> p | t -> p in on }
  backward bin -> on = { t -> bin[old(t)] | t in x.task }
  claims   target.n = n
           target.b = b
           target.c = d
           target.d = c
           parsimonious
