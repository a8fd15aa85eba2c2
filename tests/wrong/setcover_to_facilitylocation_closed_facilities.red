# expect: refuted forward
# because: The first set around an element serves it, whether or not it is open.
# instance: {"universe": ["u0"], "index": ["i0", "i1"], "family": {"i0": ["u0"], "i1": ["u0"]}, "k": 1}
# witness of the source: ["i1"]
reduction SetCover -> FacilityLocation
  given    x
  labels   part(index : x.index), element(element : x.universe)
  target   facility = { part(i) | i in x.index }
           client   = { element(e) | e in x.universe }
           opening  = { part(i) -> 1 | i in x.index }
           serving  = { (part(i), element(e)) -> if e in x.family[i] then 0 else x.k + 1
                      | i in x.index, e in x.universe }
           k        = x.k
  forward  C -> open = { part(i) | i in C }
                by = { element(e) -> part(first i in listed(x.index): e in x.family[i]) | e in x.universe }
  backward (open, by) -> C = { i | part(i) in open }
