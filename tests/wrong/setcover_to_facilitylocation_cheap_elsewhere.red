# expect: refuted backward
# because: Elements that a set does not hold are served for 1.
# instance: {"universe": ["u0"], "index": ["i0"], "family": {"i0": []}, "k": 2}
# witness of the target: {"open": ["part(i0)"], "by": {"element(u0)": "part(i0)"}}
reduction SetCover -> FacilityLocation
  given    x
  labels   part(index : x.index), element(element : x.universe)
  target   facility = { part(i) | i in x.index }
           client   = { element(e) | e in x.universe }
           opening  = { part(i) -> 1 | i in x.index }
           serving  = { (part(i), element(e)) -> if e in x.family[i] then 0 else 1
                      | i in x.index, e in x.universe }
           k        = x.k
  forward  C -> open = { part(i) | i in C }
                by = { element(e) -> part(first i in listed(x.index): i in C and e in x.family[i]) | e in x.universe }
  backward (open, by) -> C = { i | part(i) in open }
