"""Generated Python for what `certify.codegen.images` adds to the expressions: ranks of labels, and codes of edges and tuples."""

from __future__ import annotations

from abc import ABC, abstractmethod

from certify.codegen.expressions import Expr, flat, in_known_order
from certify.codegen.function_text import FunctionText
from certify.codegen.python_text import ADD, CONDITIONAL, MULTIPLY, PythonText, in_tuple


class RankText(FunctionText, ABC):
    """Writes ranks and codes.  Methods that return Python text raise Nested if it needs statements where none can stand."""

    @abstractmethod
    def value(self, e: Expr) -> PythonText:
        """Return the Python expression of a value."""

    @abstractmethod
    def several(self, e: Expr) -> str:
        """Return an iterable of the members of a set, perhaps with repetitions."""

    def rank(self, e: Expr) -> PythonText:
        """Return the rank of a label: its entry in the table of its home, or the sum of what it wraps and a number of labels."""
        home = e.data
        if len(e.args) == 2:
            label, before = e.args
            own = self.value(label.args[0])
            return own if before.data == 0 else PythonText(f"{own.at(ADD)} + {self.value(before).at(ADD + 1)}", ADD)
        if home not in self.ranks:
            self.ranks[home] = name = self.name("rank_in_" + home.rpartition(".")[2])
            self.prelude.append(f"{name} = ranks[{home!r}]")
        return PythonText(f"{self.ranks[home]}[{self.value(e.args[0])}]")

    def across(self, e: Expr) -> PythonText:
        """Return a value that a function converts at run time."""
        return PythonText(f"{e.data}({self.value(e.args[0])}, ranks)")

    def code(self, e: Expr) -> PythonText:
        """Return the code of an edge or tuple; of an edge whose ends are not known to be in order, by comparison."""
        counts = [self.counts_of[home] for home in e.data.homes]
        places = in_known_order(*e.args) if e.data.edge else e.args
        if not places:
            (a, first), (b, second) = (self._bound(end) for end in e.args)
            low, high = f"{a} * {counts[0]} + {b}", f"{b} * {counts[0]} + {a}"
            otherwise = high if e.sure else f"{high} if {b} < {a} else undefined()"
            return PythonText(f"{low} if {first} < {second} else {otherwise}", CONDITIONAL)
        code = self.value(places[0])
        for count, place in zip(counts[1:], places[1:], strict=True):
            code = PythonText(f"{code.at(MULTIPLY)} * {count} + {self.value(place).at(ADD + 1)}", ADD)
        return code

    def _bound(self, e: Expr) -> tuple[str, str]:
        """Return a name for a value, and an expression for the value whose evaluation binds the name."""
        text = self.value(e).text
        if text.isidentifier():
            return text, text
        name = self.name("end")
        return name, f"({name} := {text})"

    def coded(self, e: Expr) -> PythonText:
        """Return the coded set of the members with the codes that a set has, whose parts are not united first."""
        (codes,) = e.args
        parts = [f"*{self.several(part)}" for part in (flat(codes) if codes.op == "union" else [codes])]
        counts = in_tuple([self.counts_of[home] for home in e.data.homes])
        return PythonText(f"CodedSet([{', '.join(parts)}], {counts}, {e.data.edge})")

    def same(self, e: Expr) -> PythonText:
        """Return a set of the source that is a set of the image, coded or not."""
        of = self.value(e.args[0])
        if e.data is None:
            return PythonText(f"frozenset({of})")
        return PythonText(f"coded({of}, {in_tuple([self.counts_of[home] for home in e.data.homes])}, {e.data.edge})")
