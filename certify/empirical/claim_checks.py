"""The claims of a reduction, checked on instances: size bounds, values, bijections of witnesses, numbers of witnesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

from certify.bounds.claim_values import Unevaluable, value_at
from certify.chains import Chain
from certify.core import Claim, Node, Number, Record, Reduction, Type
from certify.core.paths import part_values
from certify.core.values import Value
from certify.empirical.tally import SeenBound
from certify.evidence import listed, plain
from certify.records import dataclass


@dataclass(frozen=True)
class BrokenClaim:
    """A claim about witnesses that fails on an instance."""

    claim: str
    why: str
    witness: Value = None
    side: str = ""


class SizeClaim:
    """A claim of a reduction about a measure of the image (kind `size`), or about the numbers in a field of it (kind `value`)."""

    def __init__(self, reduction: Reduction, claim: Claim) -> None:
        assert claim.right is not None
        self.claim = claim
        self._right = claim.right
        self._image = reduction.target.instance
        self._allowed: dict[tuple[int, ...], Fraction] = {}

    def applies(self, map: Conditional, x: Value) -> bool:
        """Return whether the claim applies to an instance.  May raise Unmet."""
        return self.claim.where is None or map.holds(self.claim.where, x)

    def allowed(self, measures: Mapping[str, int]) -> Fraction:
        """Return the bound of the claim at these measures of the source."""
        key = tuple(measures.values())
        if key not in self._allowed:
            try:
                self._allowed[key] = value_at(self._right, measures)
            except Unevaluable:  # as it is written; simplified it may have a value
                from certify.bounds.claims import expression, value

                self._allowed[key] = value(expression(self._right), measures)
        return self._allowed[key]

    def seen(self, image: Value, measures: Mapping[str, int]) -> int | Fraction:
        """Return the number that the claim is about, for an image and its measures."""
        return measures[self.claim.left] if self.claim.kind == "size" else largest(self._image, image, self.claim.left)

    def broken(self, seen: int | Fraction, allowed: Fraction) -> bool:
        """Return whether the number `seen` violates the claim, whose bound is `allowed`."""
        return seen > allowed or (self.claim.relation == "=" and seen != allowed)


class Conditional(Protocol):
    """A reduction, interpreted or compiled, that evaluates the conditions of its claims."""

    def holds(self, node: Node, x: Value) -> bool:
        """Return the truth value of a claim's `where` on a source instance."""


class Claims:
    """The claims of a reduction, checked on instances.  A chain of several reductions has no claims of its own.

    - `of_measures`: the claims about sizes depend only on the measures of source and image.
    - `of_witnesses`: there are claims about witnesses.
    - `parsimonious`: those claims, if there are any, say of all instances that the maps are bijections.
    """

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        single = len(chain.reductions) == 1
        self._witness_claims = [c for c in chain.reductions[0].claims if c.kind in ("parsimonious", "counts")] if single else []
        self._sizes: list[SizeClaim] = []
        if single:
            (reduction,) = chain.reductions
            self._sizes = [SizeClaim(reduction, c) for c in reduction.claims if c.kind in ("size", "value")]
        self.of_measures = all(s.claim.kind == "size" and s.claim.where is None for s in self._sizes)
        self.of_witnesses = bool(self._witness_claims)
        self.parsimonious = all(c.kind == "parsimonious" and c.where is None for c in self._witness_claims)

    def sizes(
        self, shape: Mapping[str, int], target: Mapping[str, int], x: Value, image: Value, bounds: list[SeenBound]
    ) -> list[str]:
        """Compare the sizes of an image with the claimed bounds, and return each failure as a sentence.

        - `shape`, `target`: the measures of the instance and of its image.
        - `x`, `image`: the instance and its image.
        - `bounds`: a record for each claim, updated with the sizes seen.
        """
        bounds += [SeenBound() for _ in self._sizes[len(bounds) :]]
        wrong = []
        for size, noted in zip(self._sizes, bounds, strict=True):
            if not size.applies(self._chain.meanings[0], x):
                continue
            seen, allowed = size.seen(image, target), size.allowed(shape)
            if size.broken(seen, allowed):
                wrong.append(f"`{shown(size.claim)}` is false: at {listed(shape)} it is {seen}, and {allowed} is claimed")
            else:
                noted.note(seen, allowed)
        return wrong

    def shown(self, bounds: Sequence[SeenBound]) -> list[dict[str, Any]]:
        """Return, for each bound, the largest size seen, the size allowed there, and whether the bound was attained."""
        of = [*bounds, *[SeenBound()] * (len(self._sizes) - len(bounds))]
        return [
            {"claim": shown(c.claim), "largest": _json(s.largest), "allowed": _json(s.allowed), "tight": s.tight}
            for c, s in zip(self._sizes, of, strict=True)
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
    if claim.right is None:
        return claim.kind
    from certify.bounds.claims import expression
    from certify.bounds.results import shown as written

    return f"target.{claim.left} {claim.relation} {written(expression(claim.right))}"


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
    if isinstance(type, Number):
        return [value]
    return [n for _, part_type, part in part_values(type, value) for n in _numbers(part_type, part)]
