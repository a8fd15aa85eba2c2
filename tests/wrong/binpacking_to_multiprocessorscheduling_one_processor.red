# expect: refuted forward
# because: All tasks go to the first processor.
# instance: {"item": ["i0", "i1"], "size": {"i0": 1, "i1": 1}, "capacity": 1, "k": 2}
# witness of the source: {"i0": 1, "i1": 2}
reduction BinPacking -> MultiprocessorScheduling
  given    x
  labels   old(item : x.item)
  target   task       = { old(i) | i in x.item }
           length     = { old(i) -> s | i -> s in x.size }
           processors = x.k
           deadline   = x.capacity
  forward  bin -> on = { old(i) -> 1 | i -> j in bin }
  backward on -> bin = { i -> j | old(i) -> j in on }
