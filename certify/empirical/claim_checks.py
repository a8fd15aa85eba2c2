"""The claims of a reduction, checked on instances: size bounds, values, bijections of witnesses, numbers of witnesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from certify.bounds.claims import expression, value
from certify.chains import Chain
from certify.core import Claim, Edge, Map, Node, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.values import Value
from certify.empirical.tally import SeenBound
from certify.evidence import listed, plain


@dataclass(frozen=True)
class BrokenClaim:
    """A claim about witnesses that fails on an instance."""

    claim: str
    why: str
    witness: Value = None
    side: str = ""


@dataclass(frozen=True)
class _Bound:
    """A claimed bound on a measure or a field of the image."""

    says: str
    kind: str
    left: str
    relation: str
    right: Any
    where: Node | None


class Claims:
    """The claims of a reduction, checked on instances.  A chain of several reductions has no claims of its own.

    `of_measures` states that the claims about sizes depend on the measures of both ends only.  `of_witnesses` states that there
    are claims about witnesses.
    """

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        single = len(chain.reductions) == 1
        self._witness_claims = [c for c in chain.reductions[0].claims if c.kind in ("parsimonious", "counts")] if single else []
        self._bounds: list[_Bound] = []
        if single:
            for c in chain.reductions[0].claims:
                if c.kind in ("size", "value") and c.right is not None:
                    self._bounds.append(_Bound(shown(c), c.kind, c.left, c.relation, expression(c.right), c.where))
        self.of_measures = all(b.kind == "size" and b.where is None for b in self._bounds)
        self.of_witnesses = bool(self._witness_claims)
        self._at: dict[tuple[tuple[str, int], ...], list[Fraction]] = {}

    def sizes(self, shape: Mapping[str, int], target: Mapping[str, int], x: Value, image: Value, bounds: list[SeenBound]) -> str:
        """Compare the sizes of an image with the claimed bounds, and return the first that fails as a sentence; an empty string
        if none does.

        - `shape`, `target`: the measures of the instance and of the image.
        - `x`, `image`: the instance and the image.
        - `bounds`: what is seen of each bound is recorded there.
        """
        key = tuple(shape.items())
        if key not in self._at:
            self._at[key] = [value(b.right, shape) for b in self._bounds]
        bounds += [SeenBound() for _ in self._bounds[len(bounds) :]]
        for b, allowed, noted in zip(self._bounds, self._at[key], bounds, strict=True):
            if b.where is not None and not self._chain.meanings[0].holds(b.where, x):
                continue
            seen = target[b.left] if b.kind == "size" else largest(self._chain.target.instance, image, b.left)
            if seen > allowed or (b.relation == "=" and seen != allowed):
                return f"`{b.says}` is false: at {listed(shape)} it is {seen}, and {allowed} is claimed"
            noted.note(seen, allowed)
        return ""

    def shown(self, bounds: Sequence[SeenBound]) -> list[dict[str, Any]]:
        """Return, for each bound, the largest size seen, the size allowed there, and whether the bound was attained."""
        of = [*bounds, *[SeenBound()] * (len(self._bounds) - len(bounds))]
        return [
            {"claim": b.says, "largest": _json(s.largest), "allowed": _json(s.allowed), "tight": s.tight}
            for b, s in zip(self._bounds, of, strict=True)
        ]

    def bijective(self) -> list[str]:
        """Return the names of the claims about witnesses."""
        return list(dict.fromkeys(c.kind for c in self._witness_claims))

    def says(self, kind: str) -> str:
        """Return the text of a claim about witnesses."""
        if kind == "parsimonious":
            return "the witness maps are bijections, inverse to each other"
        return "; ".join(shown(c) for c in self._witness_claims if c.kind == kind)

    def bijection(
        self, x: Value, found: Sequence[Value], forward: Sequence[Value], answers: Sequence[Value], back: Sequence[Value]
    ) -> BrokenClaim | None:
        """Return the first claim about witnesses that fails on an instance; None if all hold.

        - `x`: the instance.
        - `found`, `forward`: its witnesses, and those that the forward map makes of them.
        - `answers`, `back`: the witnesses of the image, and those that the backward map makes of them.
        """
        for claim in self._witness_claims:
            if claim.where is not None and not self._chain.meanings[0].holds(claim.where, x):
                continue
            if claim.kind == "counts":
                assert claim.right is not None
                expected = self._chain.meanings[0].count(claim.right, x, len(found))
                if expected != len(answers):
                    return BrokenClaim(
                        "counts", f"the image has {len(answers)} witnesses, {expected} are claimed for {len(found)}"
                    )
                continue
            returned = dict(zip(answers, back, strict=True))
            for w, v in zip(found, forward, strict=True):
                if returned.get(v, w) != w:
                    return BrokenClaim("parsimonious", "this witness, mapped forward and back, is another one", w, "source")
            sent = dict(zip(found, forward, strict=True))
            for v, w in returned.items():
                if sent.get(w, v) != v:
                    return BrokenClaim(
                        "parsimonious", "this witness of the image, mapped back and forward, is another one", v, "target"
                    )
            if len(found) != len(answers):
                return BrokenClaim("parsimonious", f"{len(found)} witnesses here, {len(answers)} of the image")
        return None


def shown(claim: Claim) -> str:
    """Return a claim as written."""
    if claim.mark is not None:
        return claim.mark.text
    return claim.kind if claim.right is None else f"target.{claim.left} {claim.relation} {expression(claim.right)}"


def _json(seen: int | Fraction | None) -> int | str | None:
    return None if seen is None else plain(seen)


def largest(type: Type, value: Value, path: str) -> int | Fraction:
    """Return the largest absolute value of a number in the field at `path` of a record of some type; 0 if there is none.

    >>> from certify.core import NAT, Record, Seq
    >>> largest(Record((("sizes", Seq(NAT)),)), ((3, 8),), "sizes")
    8
    """
    for name in path.split("."):
        assert isinstance(type, Record)
        at = type.index(name)
        type, value = type.fields[at][1], value[at]
    return max((abs(n) for n in _numbers(type, value)), default=0)


def _numbers(type: Type, value: Value) -> list[Any]:
    match type:
        case Number():
            return [value]
        case Set(item) | Edge(item) | Seq(item):
            return [n for v in value for n in _numbers(item, v)]
        case Map(key, item):
            return [n for k, v in value.items() for n in _numbers(key, k) + _numbers(item, v)]
        case Tuple(items):
            return [n for t, v in zip(items, value, strict=True) for n in _numbers(t, v)]
        case Record(fields):
            return [n for (_, t), v in zip(fields, value, strict=True) for n in _numbers(t, v)]
        case Sum(_, cases):
            return [n for t, v in zip(cases[value[0]][1], value[1:], strict=True) for n in _numbers(t, v)]
    return []
