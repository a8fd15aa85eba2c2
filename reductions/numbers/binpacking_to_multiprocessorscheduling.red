reduction BinPacking -> MultiprocessorScheduling
  "Bins are processors, and the capacity is the time that they have."
  cites    GareyJohnson1979 "SS8"
  given    x
  labels   old(item : x.item)
  target   task       = { old(i) | i in x.item }
           length     = { old(i) -> s | i -> s in x.size }
           processors = x.k
           deadline   = x.capacity
  forward  bin -> on = { old(i) -> j | i -> j in bin }
  backward on -> bin = { i -> j | old(i) -> j in on }
  claims   target.n = n
           target.b = b
           target.c = d
           target.d = c
           parsimonious
