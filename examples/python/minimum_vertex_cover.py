"""A minimum vertex cover of a networkx graph in three lines, and its certificate in the fourth."""

import networkx

import certify

G = networkx.petersen_graph()

vc = certify.problem("vc")
best = vc.optimum(G)
print(best.best, sorted(best.witness))
print(best.certificate.check(), *best.certificate.holes, sep="\n  ")
