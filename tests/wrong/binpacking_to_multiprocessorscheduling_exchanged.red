# expect: refuted forward
# because: The number of bins and their capacity are exchanged.
# instance: {"item": ["i0"], "size": {"i0": 0}, "capacity": 0, "k": 1}
# witness of the source: {"i0": 1}
reduction BinPacking -> MultiprocessorScheduling
  given    x
  labels   old(item : x.item)
  target   task       = { old(i) | i in x.item }
           length     = { old(i) -> s | i -> s in x.size }
           processors = x.capacity
           deadline   = x.k
  forward  bin -> on = { old(i) -> j | i -> j in bin }
  backward on -> bin = { i -> j | old(i) -> j in on }
