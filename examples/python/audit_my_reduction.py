"""One's own reduction, on a page: is it right?  This one is the mistake of many a first homework."""

from pathlib import Path

import certify

mine = certify.reduction(Path(__file__).with_name("domination_to_cover.red"))
evidence = mine.audit(effort="quick")
print(mine, evidence.verdict)

found = evidence.counterexample
if found is not None:
    print(found.obligation, "fails on", found.instance)
    images = mine.map(found.instance)
    print("the source says", mine.source.solve(images[0]).answer, "and the image says", mine.target.solve(images[-1]).answer)

print("the other way round:", certify.reduction("vc", "dominatingset").audit({"n": 3, "m": 3, "b": 2}, effort="quick").verdict)
