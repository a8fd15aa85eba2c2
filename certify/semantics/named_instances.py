"""Instances with the names of their labels, and the display of values as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter

from certify.core import Constructor, Edge, Label, Map, Number, Problem, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.core.coded_sets import uncoded
from certify.core.values import Value, in_order
from certify.core.whole_numbers import to_digits
from certify.records import dataclass, field


@dataclass(frozen=True)
class Instance:
    """An instance of a problem: its value, and for each home the names of the labels 0, 1, ..."""

    problem: Problem
    value: Value
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<instance of {self.problem.name}>"

    def uncoded(self) -> Instance:
        """Return the same instance with a `frozenset` in place of each coded set."""
        return Instance(self.problem, uncoded(self.value), self.names)


@dataclass(frozen=True)
class Display:
    """The display of values as text: labels by name, built labels as calls of their constructors.

    `names` are the names of the labels of each home; a label without a name is shown by the first letter of its home and its
    number (`x3`).

    >>> from certify.core import NAT
    >>> Display().show(frozenset({2, 1}), Set(NAT))
    '{1, 2}'
    >>> Display({"V": ("a", "b")}).show((1, 0), Tuple((Label("V"), Label("V"))))
    '(b, a)'
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constructors: tuple[Constructor, ...] = ()

    def show(self, value: Value, type: Type) -> str:
        """Return the text of a value of a type."""
        return self.shower(type)(value)

    def show_all(self, type: Type, values: Sequence[Value]) -> list[str]:
        """Return the texts of values of a type: what `show` returns for each, and faster for many built labels.

        >>> Display().show_all(Label("V"), (0, 2))
        ['V0', 'V2']
        """
        match type:
            case Label(home) if values and max(values) < len(known := self.names.get(home, ())):
                return [known[value] for value in values]
            case Edge(Label(home)) if values and max(map(max, values)) < len(known := self.names.get(home, ())):
                return [f"{{{known[u]}, {known[v]}}}" for u, v in map(sorted, values)]
            case Term():
                with suppress(ValueError):  # a number is too long for `format`
                    return [name for made, labels in groupby(values, itemgetter(0)) for name in self._built(made, list(labels))]
        return list(map(self.shower(type), values))

    def _built(self, made: int, labels: list[Value]) -> Iterable[str]:
        """Return the texts of labels of one constructor, of which `made` is the number.  Raises ValueError for long numbers."""
        constructor = self.constructors[made]
        if not constructor.parameters:
            return [constructor.name] * len(labels)
        columns = [
            column if isinstance(type, Number) and type.sort != "rat" else self.show_all(type, column)
            for i, (_, type) in enumerate(constructor.parameters, 1)
            for column in ([label[i] for label in labels],)
        ]
        places = ", ".join(["{}"] * len(columns))
        return map(f"{constructor.name}({places})".format, *columns)

    def shower(self, type: Type) -> Callable[[Value], str]:
        """Return the function that shows values of a type, which is faster than `show` on many of them."""
        match type:
            case Label(home):
                known, letter = self.names.get(home, ()), home.rpartition(".")[2][:1]
                return lambda value: known[value] if value < len(known) else f"{letter}{value}"
            case Term(names):
                made = {c.name: [self.shower(t) for _, t in c.parameters] for c in self.constructors if c.name in names}
                return self._made({i: (c.name, made[c.name]) for i, c in enumerate(self.constructors) if c.name in made})
            case Sum(_, cases):
                return self._made({i: (name, [self.shower(t) for t in types]) for i, (name, types) in enumerate(cases)})
            case Set(item) | Edge(item):
                each, order = self.shower(item), in_order(item)
                return lambda value: "{" + ", ".join([each(v) for v in order(value)]) + "}"
            case Seq(item):
                each = self.shower(item)
                return lambda value: "[" + ", ".join([each(v) for v in value]) + "]"
            case Map(key, item):
                of_key, of_item, order = self.shower(key), self.shower(item), in_order(key)
                return lambda value: "{" + ", ".join([f"{of_key(k)} -> {of_item(value[k])}" for k in order(value)]) + "}"
            case Tuple(items):
                parts = [self.shower(t) for t in items]
                return lambda value: "(" + ", ".join([part(v) for part, v in zip(parts, value, strict=True)]) + ")"
            case Record(fields):
                named = [(name, self.shower(t)) for name, t in fields]
                return lambda value: (
                    "{" + ", ".join([f"{name} := {part(v)}" for (name, part), v in zip(named, value, strict=True)]) + "}"
                )
        return _shown

    @staticmethod
    def _made(makers: Mapping[int, tuple[str, list[Callable[[Value], str]]]]) -> Callable[[Value], str]:
        """Return the function that shows a value of a constructor or case as its name with the arguments in parentheses.

        `makers` maps the number of each constructor or case to its name and the functions that show its arguments.
        """

        def show(value: Value) -> str:
            name, parts = makers[value[0]]
            arguments = ", ".join([part(v) for part, v in zip(parts, value[1:], strict=True)])
            return f"{name}({arguments})" if parts else name

        return show


def _shown(value: Value) -> str:
    """Return the text of a truth value or a number."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return to_digits(value)
    return f"{to_digits(value.numerator)}/{to_digits(value.denominator)}"
