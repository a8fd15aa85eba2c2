# expect: refuted forward
# because: With one processor a bin holds one item.
# instance: {"item": ["i0", "i1"], "size": {"i0": 0, "i1": 0}, "capacity": 0, "k": 1}
# witness of the source: {"i0": 1, "i1": 1}
reduction BinPacking -> ResourceConstrainedScheduling
  given    x
  labels   old(item : x.item), room
  target   task       = { old(i) | i in x.item }
           resource   = {room}
           needs      = { (old(i), room) -> x.size[i] | i in x.item }
           available  = { room -> x.capacity }
           processors = 1
           deadline   = x.k
  forward  bin -> slot = { old(i) -> bin[i] | i in x.item }
  backward slot -> bin = { i -> slot[old(i)] | i in x.item }
