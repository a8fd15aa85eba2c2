# expect: refuted backward
# because: Items of size 0 are left out: every item has a bin.
# instance: {"item": ["i0"], "size": {"i0": 0}, "capacity": 0, "k": 1}
# witness of the target: {"old(i0)": 1}
reduction BinPacking -> ResourceConstrainedScheduling
  given    x
  labels   old(item : x.item), room
  target   task       = { old(i) | i in x.item }
           resource   = {room}
           needs      = { (old(i), room) -> x.size[i] | i in x.item }
           available  = { room -> x.capacity }
           processors = |x.item|
           deadline   = x.k
  forward  bin -> slot = { old(i) -> bin[i] | i in x.item }
  backward slot -> bin = { i -> slot[old(i)] | i in x.item where x.size[i] > 0 }
