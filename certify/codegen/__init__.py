"""The compiler: problems and reductions as generated Python, with the meaning that the reference interpreter gives them."""

from certify.codegen.meaning import CompiledProblem, CompiledReduction, compiled_source

__all__ = ["CompiledProblem", "CompiledReduction", "compiled_source"]
