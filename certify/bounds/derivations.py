"""The derivation of a reduction's bounds as plain JSON, from which a checker replays sizes and times rule by rule.

`docs/certificates_bounds.md` specifies the document.  A line states the abstract value of one evaluated expression; its key is
the way to the expression from a part of the core: `image.0.1` is operand 1 of operand 0 of the image, `.s2` is the expression of
generator 2, `@places` the body of a definition, and `.fold` the invariant of a fold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from certify.bounds.analysis import TOLD, Analysis
from certify.bounds.derived_bounds import evaluated, reduction_bounds
from certify.bounds.domain import TRUTH, Abs, Coll, Name, Num, PossibleCases, Prod
from certify.bounds.polynomials import ZERO, Atom, Poly, Some
from certify.core import Node, Reduction


class RecordedAnalysis(Analysis):
    """An analysis that records the values of definitions, calls, comprehensions and folds, and the invariants of folds.

    `lines` maps the way to an expression to its value.  Values that depend on the size of one item of a collection are left out,
    since such sizes have no names outside the analysis.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.lines: dict[str, Abs] = {}
        self._trail: list[tuple[Node, str]] = []
        self._part = ""

    def part(self, nodes: Sequence[Node], witness: Abs = TRUTH, name: str = "") -> tuple[list[Abs], Poly]:
        """Return the values of expressions and the steps, as `Analysis.part` does; lines are recorded if the part has a name."""
        self._part, self._trail = name, []
        try:
            return super().part(nodes, witness)
        finally:
            self._part = ""

    def evaluate(self, node: Node) -> Abs:
        """Return the abstract value of an expression, and record it if the derivation states it."""
        way = self._way(node) if self._part else ""
        self._trail.append((node, way))
        value = super().evaluate(node)
        self._trail.pop()
        if not self.quiet and node.op in TOLD:
            self._record(way, value)
        return value

    def bind(self, variable: int, value: Abs, *made_of: Node, within: Iterable[int] = ()) -> None:
        """Bind a variable; the value that a fold's variable has when its cost is charged is its invariant."""
        super().bind(variable, value, *made_of, within=within)
        if not self.quiet and self._trail:
            node, way = self._trail[-1]
            if node.op == "fold" and node.data[0] == variable:
                self._record(f"{way}.fold" if way else "", value)

    def _way(self, node: Node) -> str:
        """Return the way to an expression below the one that is being evaluated; empty if it is evaluated for another reason."""
        if not self._trail:
            return self._part
        above, way = self._trail[-1]
        if above.op == "global" and node is self.functions[above.data].body:
            return f"{self._part}@{above.data}"
        if not way:
            return ""
        if above.op == "call" and node is self.called(above)[1]:
            return f"{way}@{above.data}"
        places = [f".s{i}" for i, step in enumerate(above.steps) if step.node is node]
        places += [f".{i}" for i, a in enumerate(above.args) if a is node]
        return way + places[0] if places else ""

    def _record(self, way: str, value: Abs) -> None:
        if way and way not in self.lines and value is not TRUTH and not _named_nowhere(value):
            self.lines[way] = value


def derivation(reduction: Reduction) -> dict[str, Any]:
    """Return the derivation of the bounds of a reduction as plain data.

    Raises `certify.bounds.instances.Uncovered` as `reduction_bounds` does.

    >>> from certify.library import standard
    >>> found = derivation(standard().reduction("ThreeSAT:IndependentSet"))
    >>> found["sizes"]["n"], found["times"]["forward"][0][0]
    ([[[3, [['m', 1]]]]], [3, [['m', 1], ['n', 1]]])
    """
    told = reduction_bounds(reduction)
    raw = evaluated(reduction, RecordedAnalysis)
    lines: dict[str, Abs] = {}
    for analysis in (raw.at_reduction, raw.at_target):
        assert isinstance(analysis, RecordedAnalysis)
        lines |= analysis.lines
    claims = [
        {"claim": reduction.claims.index(c.claim), "by": c.method} | ({"exact": True} if c.exact else {})
        for c in told.claims
        if c.verdict == "proved"
    ]
    return {
        "instance": value_json(raw.instance),
        "lines": {way: value_json(value) for way, value in sorted(lines.items())},
        "sizes": {name: bound_json(size) for name, size in raw.sizes.items()},
        "times": {name: bound_json((cost,)) for name, cost in raw.times.items()},
        "values": {path: bound_json(value) for path, value in raw.values.items()},
        "claims": claims,
    }


# ------------------------------------------------------------------------------------------------ JSON


def bound_json(bound: Some) -> list[Any]:
    """Return the finite bounds of one quantity, the preferred one first."""
    return [poly_json(p) for p in bound if not p.has("unbounded")]


def poly_json(poly: Poly) -> list[Any]:
    """Return a polynomial: its terms in a fixed order, each as its coefficient and its factors with their exponents.

    >>> poly_json(Poly.of(Atom("measure", "n")).choose_two())
    [['-1/2', [['n', 1]]], ['1/2', [['n', 2]]]]
    """
    terms = [[_number(c), sorted(([_atom(a), e] for a, e in m), key=repr)] for m, c in poly.terms.items()]
    return sorted(terms, key=lambda t: repr(t[1]))


def _number(c: int | Fraction) -> int | str:
    return c.numerator if c.denominator == 1 else f"{c.numerator}/{c.denominator}"


def _atom(atom: Atom) -> Any:
    match atom.kind:
        case "measure":
            return atom.data[0]
        case "bits":
            return ["bits", _atom(atom.data[0])]
        case "power":
            return ["power", int(atom.data[0]), poly_json(atom.data[1])]
        case "denominator":
            return ["den", atom.data[0]]
    return [atom.kind, *atom.data]


def value_json(value: Abs) -> dict[str, list[Any]]:
    """Return an abstract value: the bounds of its slots, by their ways; slots without a bound have an empty list.

    >>> value_json(PossibleCases((("some", (Name((Poly.constant(2),)),)),)))
    {'?some': [], '?some/0/n': [[[2, []]]]}
    """
    out: dict[str, list[Any]] = {}

    def inside(way: str, part: Abs) -> None:
        out.update({f"{way}/{slot}": bound for slot, bound in value_json(part).items()})

    match value:
        case Name(universe):
            out["n"] = bound_json(universe)
        case Num(up, down, bits, den, digits):
            out |= {"up": bound_json(up), "down": bound_json(down), "bits": bound_json(bits)}
            out |= {"den": [poly_json(den)]} if den != ZERO else {}
            out |= {} if digits is None else {"digits": bound_json(digits)}
            out |= {} if value.length is None else {"length": [poly_json(value.length)]}
        case Coll(size, item, key, totals):
            out["size"] = bound_json(size)
            for path, total in totals:
                out["+" + ".".join(_named(path, item))] = bound_json(total)
            inside("item", item)
            inside("key", TRUTH if key is None else key)
        case Prod(parts):
            for i, part in enumerate(parts):
                inside(str(i), part)
        case PossibleCases(cases):
            for name, arguments in cases:
                out[f"?{name}"] = []
                for i, part in enumerate(arguments):
                    inside(f"?{name}/{i}", part)
    exact = getattr(value, "exact", None)
    return out if exact is None else out | {"exact": [poly_json(exact)]}


def _named(path: Sequence[str], of: Abs) -> Iterator[str]:
    """Yield the steps of the way to a slot inside a member, with a mark before the names of cases."""
    if path:
        step, rest = path[0], path[1:]
        match of:
            case PossibleCases():
                arguments = of.arguments(step)
                yield f"?{step}"
                yield from _named(rest, Prod(arguments)) if arguments is not None else rest
            case Prod(parts) if step.isdigit():
                yield step
                yield from _named(rest, parts[int(step)])
            case Coll():
                yield step
                yield from _named(rest, of.item if step == "item" else TRUTH)
            case _:
                yield from path


def _named_nowhere(value: Abs) -> bool:
    """Return whether a value has a size that only the analysis knows, or a denominator without a bound."""

    def of(poly: Poly | None) -> bool:
        return poly is not None and _has_local(poly)

    def some_of(bound: Some | None) -> bool:
        return bound is not None and any(map(of, bound))

    match value:
        case Name(universe):
            return some_of(universe)
        case Num(up, down, bits, den, digits, exact, length):
            without = den.has("unbounded")
            return without or any(map(some_of, (up, down, bits, digits))) or any(map(of, (den, exact, length)))
        case Coll(size, item, key, totals, exact):
            inner = _named_nowhere(item) or (key is not None and _named_nowhere(key))
            return inner or some_of(size) or of(exact) or any(some_of(t) for _, t in totals)
        case Prod(parts):
            return any(map(_named_nowhere, parts))
        case PossibleCases(cases):
            return any(_named_nowhere(p) for _, arguments in cases for p in arguments)
    return False


def _has_local(poly: Poly) -> bool:
    return any(a.root.kind in ("local", "slot") or (a.kind == "power" and _has_local(a.data[1])) for a in poly.atoms())
