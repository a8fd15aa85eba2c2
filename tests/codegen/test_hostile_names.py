"""Names of a text, however strange, enter generated Python only as names and comments."""

from __future__ import annotations

import ast
import builtins
import keyword

import pytest

from certify.chains import Chain
from certify.codegen import CompiledProblem, CompiledReduction, compiled_source
from certify.codegen.python_text import identifier
from certify.core.mistakes import Source
from certify.formats import from_json
from certify.graph.solving import solve
from certify.library import standard

TEXT = """\
problem Hostile
  instance {a} : set of labels
           {b} : map from each {a} to nat
           {c} : nat
  measures n = |{a}|, m = max(bits(size1) | item1 -> size1 in {b}), k = bits({c})
  witness  {d} : subset of {a}
  let      {e}(number) = number + {b}[the item2 in {a}: {b}[item2] = number]
           {f} = sum({b}[{g}] | {g} in {d})
  accepts  {f} >= {c} and every item3 in {d}: {e}({b}[item3]) >= {b}[item3]
"""
PLAIN = ["items", "size", "goal", "chosen", "more", "whole", "item"]
HOSTILE = [
    "__import__", "exec", "eval", "x", "w", "known", "ranks", "UNSET", "GLOBALS", "__builtins__", "__loader__", "__name__",
    "undefined",
    "lambda", "None", "print", "frozenset", "len", "t", "get_t", "tables", "accepted", "full", "cells",
    "cell0", "cell1", "across0", "label", "rank", "candidates", "ª", "ﬁ", "µ", "def'", "a''", "𝐱", "ℵ",
]  # fmt: skip
FILES = [
    "a\nimport os; os.abort()\n.red", "a\r\nraise SystemExit\r.red", "a\x0craise SystemExit.red", "a\u2028b.red", "\udcff.red",
    '"""\\.red',
    "a'''\n1/0.red", "# -*- coding: utf-7 -*-.red", "a\x85b.red",
]  # fmt: skip


def text(names: list[str]) -> str:
    return TEXT.format(**dict(zip("abcdefg", names, strict=True)))


@pytest.mark.parametrize("first", range(len(HOSTILE)))
def test_names(first: int) -> None:
    """The meaning of a text does not depend on its names."""
    names = [HOSTILE[(first + i) % len(HOSTILE)] for i in range(len(PLAIN))]
    answers = []
    for chosen in (names, PLAIN):
        problem = standard().with_texts([Source("hostile.red", text(chosen))]).problem("Hostile")
        x = from_json(problem, {chosen[0]: ["u", "v"], chosen[1]: {"u": 1, "v": 2}, chosen[2]: 3})
        solution = solve(Chain(problem), x)
        compiled = CompiledProblem(problem)
        tried = [compiled.accepts(x.value, w) for w in (frozenset(), frozenset({1}), frozenset({0, 1}))]
        answers.append((solution.answer, solution.witness, compiled.measures(x.value), tried))
        ast.parse(compiled_source(problem))
    assert answers[0] == answers[1] == ("yes", frozenset({0, 1}), {"n": 2, "m": 2, "k": 2}, [False, False, True])


@pytest.mark.parametrize("file", FILES)
def test_names_of_files(file: str) -> None:
    """The comment with the origin of a generated function is one line of characters that Python accepts."""
    problem = standard().with_texts([Source(file, text(PLAIN))]).problem("Hostile")
    x = (frozenset({0, 1}), {0: 1, 1: 2}, 3)
    assert CompiledProblem(problem).accepts(x, frozenset({0, 1}))
    python = compiled_source(problem)
    assert "\n# " in "\n" + python
    assert all(isinstance(part, ast.FunctionDef) for part in ast.parse(python).body)
    for line in python.splitlines():
        assert line.isascii()
        assert not line or line.startswith((" ", "def ", "# "))


def test_reductions_of_strange_files() -> None:
    library = standard()
    source = library.text("reduction", "ThreeSAT:IndependentSet")
    assert source is not None
    strange = library.with_texts([Source(FILES[0], source.source.text)]).reduction("ThreeSAT:IndependentSet")
    assert all(isinstance(part, ast.FunctionDef) for part in ast.parse(compiled_source(strange)).body)
    assert CompiledReduction(strange).image((frozenset({0}), (((0, 0),),))).value[1] == 1


@pytest.mark.parametrize("name", [*HOSTILE, *FILES, *keyword.kwlist, *dir(builtins), "a b", "a;b", "a\nb", ""])
def test_every_name_becomes_a_name(name: str) -> None:
    made = identifier(name)
    assert made.isidentifier()
    assert made.isascii()
    assert not keyword.iskeyword(made)
    assert made not in dir(builtins)
