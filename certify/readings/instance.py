"""An instance with the names of its labels, and how values are shown to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from certify.language.core import Constructor, Edge, Label, Map, Problem, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.readings.values import Value, ordered
from certify.readings.whole_numbers import to_digits


@dataclass(frozen=True)
class Instance:
    """An instance of a problem: its value, and for each home the names of the labels 0, 1, ..."""

    problem: Problem
    value: Value
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Display:
    """Shows values as text: labels by name (`x3` where a home has none), built labels as their constructors are written.

    >>> from certify.language.core import NAT
    >>> Display().show(frozenset({2, 1}), Set(NAT))
    '{1, 2}'
    >>> Display({"V": ("a", "b")}).show((1, 0), Tuple((Label("V"), Label("V"))))
    '(b, a)'
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constructors: tuple[Constructor, ...] = ()

    def show(self, value: Value, type: Type) -> str:
        """The text of a value of a type."""
        match type:
            case Label(home):
                known = self.names.get(home, ())
                return known[value] if value < len(known) else f"{home.rpartition('.')[2][:1]}{value}"
            case Term():
                constructor = self.constructors[value[0]]
                arguments = zip(value[1:], (t for _, t in constructor.parameters), strict=True)
                return self._applied(constructor.name, [self.show(v, t) for v, t in arguments])
            case Sum(_, cases):
                name, types = cases[value[0]]
                return self._applied(name, [self.show(v, t) for v, t in zip(value[1:], types, strict=True)])
            case Set(item) | Edge(item):
                return "{" + ", ".join(self.show(v, item) for v in ordered(value)) + "}"
            case Seq(item):
                return "[" + ", ".join(self.show(v, item) for v in value) + "]"
            case Map(key, item):
                entries = (f"{self.show(k, key)} -> {self.show(value[k], item)}" for k in ordered(value))
                return "{" + ", ".join(entries) + "}"
            case Tuple(items):
                return "(" + ", ".join(self.show(v, t) for v, t in zip(value, items, strict=True)) + ")"
            case Record(fields):
                shown = (f"{name} := {self.show(v, t)}" for v, (name, t) in zip(value, fields, strict=True))
                return "{" + ", ".join(shown) + "}"
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int):
            return to_digits(value)
        return f"{to_digits(value.numerator)}/{to_digits(value.denominator)}"

    @staticmethod
    def _applied(name: str, arguments: list[str]) -> str:
        return f"{name}({', '.join(arguments)})" if arguments else name
