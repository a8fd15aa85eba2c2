reduction BinPacking -> ResourceConstrainedScheduling
  "Bins are slots. Room is the one resource, and there are processors for all items."
  cites    GareyJohnson1975
  given    x
  labels   old(item : x.item), room
  target   task       = { old(i) | i in x.item }
           resource   = {room}
           needs      = { (old(i), room) -> x.size[i] | i in x.item }
           available  = { room -> x.capacity }
           processors = |x.item|
           deadline   = x.k
  forward  bin -> slot = { old(i) -> bin[i] | i in x.item }
  backward slot -> bin = { i -> slot[old(i)] | i in x.item }
  claims   target.n = n
           target.r = 1
           target.b = b
           target.c <= c
           target.p = bits(n)
           target.d = d
           parsimonious
