"""Programs as text, with what is needed to load their functions.

What writes them is not imported here, so a program that was kept (`certify.codegen.meaning`) is loaded in little time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from certify.codegen.runtime import MEANING, OWN, undefined
from certify.core import Node, Problem, Set, Type
from certify.core.coded_sets import Coding, code_of, coding
from certify.core.values import Value
from certify.records import dataclass
from certify.semantics.relabelling import Relabel, relabel

_MEANINGS = re.compile(rf"\b{MEANING}\w+")

MAPS = ("valid", "accepts", "accepted", "measures", "space", "image", "forward", "backward")
"""The names of the functions that a program may have."""

GROUND_ARGUMENTS = ("chosen", "left", "entry", "both", "some", "every", "equal", "guard")
"""What functions that make gates (`certify.codegen.grounding`) get besides the instance: the literal of a possible member of the
witness, by `dict.get`, and its negation; the entry of a key; the conjunction of two literals, the disjunction and conjunction of
several; the literal of an equation between two symbolic values, and of a truth value."""


@dataclass(frozen=True)
class Conversion:
    """A conversion of values at run time: the labels become ranks.

    - `type`: the type of the value in the target.
    - `coded`: a member becomes its code too, and a set of them the set of their codes (`certify.core.coded_sets`).
    """

    type: Type
    coded: bool = False

    @property
    def function(self) -> Relabel:
        """The function of a value and the ranks."""
        convert = relabel(self.type)
        if not self.coded:
            assert convert is not None
            return convert
        of_set = isinstance(self.type, Set)
        how = coding(self.type.item if isinstance(self.type, Set) else self.type)
        assert how is not None

        def codes(value: Value, ranks: Mapping[str, Any]) -> Value:
            found = convert(value, ranks) if convert else value
            return frozenset([_encoded(v, how, ranks) for v in found]) if of_set else _encoded(found, how, ranks)

        return codes


def ground_conditions(problem: Problem) -> list[tuple[str, Node]]:
    """Return the conditions of a verifier, each with the name of the function that makes its gates."""
    conditions = [part for node in problem.accepts for part in node.operands("and")]
    return [(f"ground{place}", condition) for place, condition in enumerate(conditions)]


def conversion_name(place: int) -> str:
    """Return the name by which generated code calls the conversion at a place of the list."""
    return f"across{place}"


def _encoded(member: Value, how: Coding, ranks: Mapping[str, Any]) -> int:
    return code_of(sorted(member) if how.edge else member, [len(ranks[home]) for home in how.homes])


@dataclass(frozen=True)
class ProgramText:
    """The Python source of a program.

    - `kept`: how many values of definitions without parameters it keeps during an evaluation.
    - `cells`: the names of its cells with the numbers of their parameters (`certify.codegen.truth_tables`).
    - `conversions`: those that it calls, in the order of their names.
    """

    text: str
    kept: int
    cells: tuple[tuple[str, int], ...] = ()
    conversions: tuple[Conversion, ...] = ()

    def load(self, name: str) -> dict[str, Callable[..., Any]]:
        """Return the functions by name, compiled under a file name; tracebacks show their lines.

        If the source nests more loops than Python compiles, each function raises Undefined, and the interpreter evaluates
        instead.
        """
        file = f"compiled {name}"
        namespace: dict[str, Any] = {**OWN, "GLOBALS": self.kept, "__name__": file, "__loader__": _Lines(self.text)}
        for meaning in set(_MEANINGS.findall(self.text)):
            namespace[meaning] = _late(meaning, namespace)
        namespace |= {conversion_name(i): conversion.function for i, conversion in enumerate(self.conversions)}
        try:
            exec(compile(self.text, file, "exec"), namespace)
        except (SyntaxError, RecursionError):
            return dict.fromkeys(MAPS, _left_to_the_interpreter)
        return namespace


def _late(meaning: str, namespace: dict[str, Any]) -> Callable[..., Value]:
    """Return the meaning of an operation, which is imported and takes its place when it is first called."""

    def call(*operands: Value) -> Value:
        from certify.codegen.meanings import MEANINGS

        namespace[meaning] = MEANINGS[meaning]
        return MEANINGS[meaning](*operands)

    return call


def _left_to_the_interpreter(*values: Any) -> NoReturn:
    undefined()


@dataclass(frozen=True)
class _Lines:
    """A module loader from which tracebacks get the lines of generated functions."""

    text: str

    def get_source(self, name: str) -> str:
        """Return the source text."""
        return self.text
