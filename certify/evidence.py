"""What an audit found: for each obligation a verdict with its figures, and the smallest counterexample."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from certify.wording import counted

LEVELS = ("refuted", "unknown", "sampled", "solver-says", "exhausted", "bounded", "proved")
"""The verdicts that an audit can give, weakest first.

`proved`: shown for all sizes, from the text; `bounded`: a SAT solver found no instance of the region and witness on which it
fails, and its proof was checked; `exhausted`: run on every instance of the region and every witness of both sides;
`solver-says`: as `bounded`, but a proof was not checked; `sampled`: seen to hold on what was run, and the statement goes beyond
it; `unknown`: out of budget, or nothing to judge by; `refuted`: a counterexample was run.
"""

CORROBORATING = ("agreement",)
"""Obligations that can refute a reduction and never raise its verdict."""

BEYOND = ("at once", "any numbers")
"""The figures that say how far an obligation is settled beyond the instances that were run."""


def overall(obligations: Iterable[tuple[str, str]]) -> str:
    """Return the verdict that follows from those on the obligations: the weakest, `agreement` left out unless it is refuted.

    Where `agreement` is `unknown` the region has instances of one answer only, or none: what was seen there judges nothing, so
    that the whole is `unknown`, unless it does not rest on a region because everything else is proved.

    >>> overall([("forward", "exhausted"), ("sizes", "proved"), ("agreement", "sampled")])
    'exhausted'
    >>> overall([("forward", "exhausted"), ("agreement", "unknown")]), overall([("forward", "proved"), ("agreement", "unknown")])
    ('unknown', 'proved')
    """
    found = list(obligations)
    weakest = min((v for o, v in found if o not in CORROBORATING or v == "refuted"), key=LEVELS.index)
    one_sided = any(v == "unknown" for o, v in found if o in CORROBORATING)
    return "unknown" if one_sided and weakest not in ("refuted", "proved") else weakest


def listed(measures: Mapping[str, int]) -> str:
    """Measures with their values.

    >>> listed({"n": 3, "m": 2})
    'n = 3, m = 2'
    """
    return ", ".join(f"{n} = {v}" for n, v in measures.items())


def plain(number: int | Fraction) -> int | str:
    """An exact number for JSON: a fraction is a text.

    >>> plain(Fraction(4, 2)), plain(Fraction(1, 2))
    (2, '1/2')
    """
    return number.numerator if number.denominator == 1 else str(number)


@dataclass(frozen=True)
class Finding:
    """The evidence for one obligation."""

    obligation: str
    verdict: str
    says: str
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Counterexample:
    """A smallest instance on which an obligation fails.

    `instance`, `image` and `witness` are as in files (JSON); `side` says whose witness it is; `why` are sentences, the last
    ones naming the clause of the verifier that fails, with the values that it sees.
    """

    obligation: str
    instance: Any
    why: tuple[str, ...]
    witness: Any = None
    side: str = ""
    image: Any = None


@dataclass(frozen=True)
class Region:
    """A finite union of exact shapes: every instance whose measures are exactly those of a shape, and whose sizes that no
    measure bounds stay within `defaults` (a list of sentences).  Of the `instances`, `isomorphic` were not run because they
    differ from one that was in the names of labels only, which the text does not tell apart."""

    boxes: tuple[Mapping[str, int], ...]
    shapes: tuple[Mapping[str, int], ...]
    instances: int
    defaults: tuple[str, ...]
    complete: bool
    isomorphic: int = 0

    def __str__(self) -> str:
        if not self.boxes:
            return "none was found; bounds of the measures (--within) say where to look"
        boxes = " or ".join("(" + ", ".join(f"{n} <= {v}" for n, v in box.items()) + ")" for box in self.boxes)
        return boxes if self.complete else f"{counted(len(self.shapes), 'shape')} of {boxes}"


@dataclass(frozen=True)
class Evidence:
    """What was found about a problem or reduction, by name and by the hash of its core."""

    subject: str
    core: str
    region: Region
    findings: tuple[Finding, ...]
    counterexample: Counterexample | None
    holes: tuple[str, ...]
    seconds: float

    @property
    def verdict(self) -> str:
        """The verdict that follows from those on the obligations: see `overall`."""
        return overall((f.obligation, f.verdict) for f in self.findings)

    @property
    def fixing(self) -> tuple[str, ...]:
        """The measures of the source for each fixed value of which alone sizes and time are polynomial."""
        return tuple(dict.fromkeys(name for f in self.findings for name in f.figures.get("fixing", ())))

    def finding(self, obligation: str) -> Finding:
        """The finding on an obligation.  Raises KeyError."""
        for finding in self.findings:
            if finding.obligation == obligation:
                return finding
        raise KeyError(obligation)

    def json(self) -> dict[str, Any]:
        """The evidence as a JSON object."""
        out: dict[str, Any] = {
            "subject": self.subject,
            "core": self.core,
            "verdict": self.verdict,
            "region": {
                "boxes": [dict(box) for box in self.region.boxes],
                "shapes": [dict(s) for s in self.region.shapes],
                "instances": self.region.instances,
                "isomorphic": self.region.isomorphic,
                "defaults": list(self.region.defaults),
                "complete": self.region.complete,
            },
            "obligations": [
                {"obligation": f.obligation, "verdict": f.verdict, "says": f.says, "figures": dict(f.figures)}
                for f in self.findings
            ],
            "holes": list(self.holes),
            "seconds": round(self.seconds, 3),
        }
        if self.fixing:
            out["fixing"] = list(self.fixing)
        if self.counterexample is not None:
            c = self.counterexample
            shown = {"obligation": c.obligation, "instance": c.instance, "side": c.side, "witness": c.witness,
                     "image": c.image, "why": list(c.why)}  # fmt: skip
            out["counterexample"] = {k: v for k, v in shown.items() if v not in ("", None)}
        return out
