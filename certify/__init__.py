"""certify: write a polynomial-time reduction on one page; have it checked, drawn, chained and run.

>>> import certify
>>> certify.chain("3sat", "vertexcover")
<chain ThreeSAT -> IndependentSet -> VertexCover>
>>> certify.problem("subsetsum").solve([3, 5, 8], goal=11).witness
{0, 2}
"""

from certify.api import (
    HidingWarning,
    Images,
    LoadedChain,
    LoadedInstance,
    LoadedProblem,
    LoadedReduction,
    OptimalInstance,
    Picture,
    SolvedInstance,
    chain,
    load,
    problem,
    reduction,
)
from certify.version import __version__

__all__ = [
    "HidingWarning",
    "Images",
    "LoadedChain",
    "LoadedInstance",
    "LoadedProblem",
    "LoadedReduction",
    "OptimalInstance",
    "Picture",
    "SolvedInstance",
    "__version__",
    "chain",
    "load",
    "problem",
    "reduction",
]
