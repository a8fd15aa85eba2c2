"""The compiled reading: the interpreter's meaning as generated Python."""

from certify.codegen.meaning import CompiledProblem, CompiledReduction, python_text

__all__ = ["CompiledProblem", "CompiledReduction", "python_text"]
