# A pair that is not given has the coupling 0. A witness is the set of spins that are 1; the others are -1.
problem IsingGroundState "Ising model, ground state (is there a state of spins 1 and -1 of at most the given energy?)"
  cites    Barahona1982
  instance spin     : set of labels
           field    : map from each spin to int
           coupling : map from (spin, spin) to int
           energy   : int
  measures n = |spin|
           m = |coupling|
           b = max(bits(h) | _ -> h in field)
           c = max(bits(j) | (_, _) -> j in coupling)
           d = bits(energy)
  minimises energy
  witness  U : subset of spin
  accepts  sum(if s in U then h else -h | s -> h in field)
           + sum(if s in U iff t in U then j else -j | (s, t) -> j in coupling)
             <= energy
