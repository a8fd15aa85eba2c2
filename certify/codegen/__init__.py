"""The compiler: problems and reductions as generated Python, with the meaning that the reference interpreter gives them."""

from certify.codegen.meaning import CompiledProblem, CompiledReduction, python_text

__all__ = ["CompiledProblem", "CompiledReduction", "python_text"]
