"""Arrays of numbers in, the best load out; and the same numbers through somebody's theorem."""

import numpy

import certify

weight = numpy.array([12, 7, 11, 8, 9])
worth = numpy.array([24, 13, 23, 15, 16])

best = certify.problem("knapsack").optimum(size=weight, worth=worth, capacity=26, by="dp")
print(best.best, sorted(best.witness), "weighs", int(weight[sorted(best.witness)].sum()))

halves = certify.reduction("subsetsum", "partition")
images = halves.map(weight, goal=27)
print(halves, "makes", images[-1].to_arrays()["size"])

split = halves.target.solve(images[-1]).witness
print("lifted back:", sorted(halves.lift(images, split)))
