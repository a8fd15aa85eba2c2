"""Clauses as PySAT has them, satisfied by training a neural network with discrete weights, and lifted back."""

import certify

clauses = [[1, -2, 3], [-1, 2], [-3, -2], [2, 3]]

chain = certify.chain("3sat", "dnnt")
answer = chain.solve(clauses, by="sat", seconds=60)
print(chain)
print("at the far end:", *(f"{name} = {size}" for name, size in chain.map(clauses)[-1].measures.items()))
print(answer.answer, answer.witness)
print("no better than the chain, which is", answer.evidence.weakest)

no = chain.solve([[1, 2], [1, -2], [-1, 2], [-1, -2]], by="sat")
print(no.answer, no.certificate)
