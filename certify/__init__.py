"""certify: write a polynomial-time reduction on one page; have it checked, drawn, chained and run.

>>> import certify
>>> certify.load("3sat", "vertexcover").chain.name
'ThreeSAT -> IndependentSet -> VertexCover'
"""

from certify.api import LoadedChain, LoadedProblem, load
from certify.version import __version__

__all__ = ["LoadedChain", "LoadedProblem", "__version__", "load"]
