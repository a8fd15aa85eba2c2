"""The compiled reading: the interpreter's meaning as generated Python."""

from certify.readings.compiled.meaning import CompiledProblem, CompiledReduction, python_text

__all__ = ["CompiledProblem", "CompiledReduction", "python_text"]
