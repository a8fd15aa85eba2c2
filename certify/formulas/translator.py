"""The walk over the expressions of a document: their values as formulas, and the obligations that are met on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from certify.core import Constructor, Function, Mark, Node, Obligation, Type
from certify.core.operations import PARTIAL, RECORDS
from certify.formulas.definitions import Named, NamedQuotient, NamedSquare
from certify.formulas.logic import (
    FALSE,
    INT,
    TRUE,
    Formula,
    Term,
    amount,
    at_most,
    complement,
    conjunction,
    conjuncts,
    denominator,
    disjunction,
    equivalence,
    function,
    implication,
    is_zero,
    new_variable,
    number,
    plus,
    rank,
    scaled,
)
from certify.formulas.not_translated import NotTranslated
from certify.formulas.quantifiers import for_all
from certify.formulas.sums import Sums, TooManyAlternatives
from certify.formulas.types import Homes
from certify.formulas.values import Meant, Pair, Product, Scalar, SeqOf

Environment = Mapping[Any, Meant]
"""The values of variables, by their numbers, and of the inputs `instance` and `witness`."""

Rule = Callable[["DocumentTranslator", Node, Environment], Meant]
"""A backend's rule for an operation: from the node and the values of variables to its value."""

Owed = tuple[str, Mark | None, Formula]
"""An obligation: what it says, its place in the text, and the formula."""


class TranslationRun:
    """What the documents of one reduction share: the path to the present expression, named symbols, axioms, and obligations."""

    def __init__(self) -> None:
        self.axioms: list[tuple[str, Formula]] = []
        self.named: list[Named] = []
        self.sums = Sums(self.axioms, self.named)
        self.owed: list[Owed] = []
        self.premises: list[Formula] = []
        self.path: list[tuple[str, Any]] = []
        self.remembered: dict[Any, Any] = {}

    @contextmanager
    def under(self, *steps: tuple[str, Any]) -> Iterator[None]:
        """Evaluate under more steps of the path: `("variables", vs)` or `("guard", f)`."""
        depth = len(self.path)
        self.path += steps
        try:
            yield
        finally:
            del self.path[depth:]

    def along_the_path(self, f: Formula) -> Formula:
        """Return that f holds wherever the present expression is evaluated."""
        for kind, step in reversed(self.path):
            f = for_all(step, f) if kind == "variables" else implication(step, f)
        return f

    def indexed(self, s: SeqOf) -> SeqOf:
        """Return a sequence with its indices; for a filtered one, on the premise that the filter drops nothing."""
        if s.length is not None or s.kept is None:
            return s
        premise, whole = s.kept
        if premise not in self.premises:
            self.premises.append(premise)
        return whole

    def take_premises(self) -> list[Formula]:
        """Return the premises that were made since the last call."""
        premises, self.premises = self.premises, []
        return premises

    def take_owed(self) -> list[Owed]:
        """Return the obligations that were met since the last call."""
        owed, self.owed = self.owed, []
        return owed

    def known(self, value: Meant) -> Meant:
        """Return a value or a formula whose guards leave out what the path has."""
        have = {h for kind, step in self.path if kind == "guard" for h in conjuncts(step)}
        return _known(value, have) if have else value

    def square(self, a: Term) -> Term:
        """Return the square of a number, as a function of the number scaled to a whole one."""
        if not a[2]:
            return number(a[1] * a[1])
        m = denominator(a)
        a = scaled(a, m)
        if rank(scaled(a, -1)) < rank(a):
            a = scaled(a, -1)
        if "square" not in self.remembered:
            self.remembered["square"] = True
            self.named.append(NamedSquare("square!"))
            v = new_variable(INT)
            s = amount(function("square!", INT, amount(v)))
            self.axioms.append(
                ("square", ("all", (v,), conjunction(at_most(number(0), s), equivalence(is_zero(s), is_zero(amount(v))))))
            )
        return scaled(amount(function("square!", INT, a)), Fraction(1, m * m))

    def quotient(self, a: Term, divisor: int) -> Term:
        """Return a number divided by a positive number, rounded down."""
        if not a[2]:
            return number(a[1] // divisor)
        name = f"quotient!{divisor}"
        if name not in self.remembered:
            self.remembered[name] = True
            self.named.append(NamedQuotient(name, divisor))
            v = new_variable(INT)
            t = scaled(amount(function(name, INT, amount(v))), divisor)
            within = conjunction(at_most(t, amount(v)), at_most(amount(v), plus(t, number(divisor - 1))))
            self.axioms.append(("quotient", ("all", (v,), within)))
        return amount(function(name, INT, a))


def _known(value: Meant, have: set[Formula]) -> Meant:
    match value:
        case tuple():
            return _known_formula(value, have)
        case Scalar(kind, alternatives):
            found = ((_known_formula(g, have), b) for g, b in alternatives)
            if kind == "case":
                return Scalar(kind, tuple((g, (b[0], tuple(_known(x, have) for x in b[1]))) for g, b in found if g != FALSE))
            return Scalar(kind, tuple((g, b) for g, b in found if g != FALSE))
        case Product(items, names):
            return Product(tuple(_known(x, have) for x in items), names)
        case Pair(ends, both_ways):
            pairs = ((_known_formula(g, have), _known(a, have), _known(b, have)) for g, a, b in ends)
            return Pair(tuple(p for p in pairs if p[0] != FALSE), both_ways)
    return value


def _known_formula(f: Formula, have: set[Formula]) -> Formula:
    if f in have:
        return TRUE
    if f[0] in ("and", "or"):
        return (conjunction if f[0] == "and" else disjunction)(*(_known_formula(g, have) for g in f[1]))
    return FALSE if complement(f) in have else f


class DocumentTranslator:
    """Translates the expressions of one document: a problem, or a reduction.

    - `run`: what the documents share.
    - `label`: what the document is called in obligations.
    - `functions`, `obligations`: those of the document.
    - `homes`: reads the document's types.
    - `rules`: the rule of each operation.
    """

    def __init__(
        self,
        run: TranslationRun,
        label: str,
        functions: Sequence[Function],
        obligations: Sequence[Obligation],
        homes: Homes,
        rules: Mapping[Any, Rule],
    ) -> None:
        self.run = run
        self.label = label
        self.functions = {f.name: f for f in functions}
        self.says = {o.id: o.says for o in obligations}
        self.homes = homes
        self.rules = rules

    @property
    def filters_may_drop_nothing(self) -> bool:
        """Whether a filter of this document may be translated on the premise that it drops nothing, which is then a goal.

        It is so for the maps of a reduction alone: what is known of an instance or a witness depends on no premise.
        """
        return self.label == "the reduction"

    @property
    def constructors(self) -> tuple[Constructor, ...]:
        """The constructors of the reduction."""
        return tuple(self.homes.constructors.values())

    def type(self, node: Node) -> Type:
        """Return the type of a node, as the formulas see it."""
        return self.homes.read(node.type)

    def value(self, node: Node, env: Environment) -> Meant:
        """Return the value of an expression.  Raises NotTranslated, with the place in the text."""
        try:
            return self.rules[node.op](self, node, env)
        except NotTranslated as reason:
            if reason.mark is None:
                reason.mark = node.mark
            raise
        except TooManyAlternatives:
            raise NotTranslated("a number of too many cases", node.mark) from None

    def guarded(self, guard: Formula, node: Node, env: Environment) -> Meant:
        """Return the value of an expression that is evaluated where a guard holds."""
        with self.run.under(("guard", guard)):
            return self.value(node, env)

    def condition(self, nodes: Sequence[Node], env: Environment) -> list[Formula]:
        """Return conditions as formulas, each evaluated under those before it."""
        found: list[Formula] = []
        for node in nodes:
            with self.run.under(*(("guard", f) for f in found)):
                found.append(self.value(node, env))
        return found

    def owe(self, node: Node, defined: Formula) -> None:
        """Note that a partial operation must be defined here: whether or not the front end has shown it."""
        assert node.op in PARTIAL
        f = self.run.along_the_path(self.run.known(defined))
        says = RECORDS[node.op].owes or RECORDS[node.op].partial if node.need is None else self.says[node.need]
        if f != TRUE and all(f != other for _, _, other in self.run.owed):
            self.run.owed.append((f"{self.label}: {says}", node.mark, f))
