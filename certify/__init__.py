"""certify: write a polynomial-time reduction on one page; have it checked, drawn, chained and run.

>>> import certify
>>> certify.chain("3sat", "vertexcover")
<chain ThreeSAT -> IndependentSet -> VertexCover>
>>> certify.problem("subsetsum").solve([3, 5, 8], goal=11).witness
{0, 2}

Every error that a user can cause is a `certify.errors.CertifyError`; its text is that of the command line.
"""

from typing import TYPE_CHECKING, Any

from certify import errors
from certify.version import __version__

if TYPE_CHECKING:
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
    "errors",
    "load",
    "problem",
    "reduction",
]


def __getattr__(name: str) -> Any:
    """Return a name of the interface, which is imported when it is first used: commands start without it."""
    if name not in __all__:
        raise AttributeError(f"module 'certify' has no attribute {name!r}")
    from certify import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
