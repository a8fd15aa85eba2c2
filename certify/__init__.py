"""certify: write a polynomial-time reduction on one page; have it checked, drawn, chained and run.

>>> import certify
>>> certify.load("3sat", "vertexcover").chain.name
'ThreeSAT -> IndependentSet -> VertexCover'
"""

from certify.api import LoadedChain, LoadedProblem, load

__version__ = "0.1.0"
__all__ = ["LoadedChain", "LoadedProblem", "__version__", "load"]
