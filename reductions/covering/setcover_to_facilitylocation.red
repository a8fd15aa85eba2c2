reduction SetCover -> FacilityLocation
  "Each set is a facility that costs 1 and serves its elements for nothing; serving another element costs more than there is."
  cites    CornuejolsNemhauserWolsey1990
  given    x
  labels   part(index : x.index), element(element : x.universe)
  let      order       = listed(x.index)
           place(C, e) = first j in positions(order): order[j] in C and e in x.family[order[j]]
  target   facility = { part(i) | i in x.index }
           client   = { element(e) | e in x.universe }
           opening  = { part(i) -> 1 | i in x.index }
           # equivalent mutant: `x.k + 1` -> `x.k`: too much as well, since a facility is open
           # equivalent mutant: `x.k + 1` -> `x.k + 0`: too much as well, since a facility is open
           serving  = { (part(i), element(e)) -> if e in x.family[i] then 0 else x.k + 1
                      | i in x.index, e in x.universe }
           k        = x.k
  forward  C -> open = { part(i) | i in C }
                by = { element(e) -> part(order[place(C, e)]) | e in x.universe }
  backward (open, by) -> C = { i | part(i) in open }
  claims   target.n = m
           target.m = n
           target.b <= 1
           target.c <= b + 1
           target.d = b
