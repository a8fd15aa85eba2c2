"""Evidence, the result of an audit: a verdict with figures for each obligation, and the smallest counterexample."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from certify.wording import counted

LEVELS = ("refuted", "unknown", "sampled", "solver-says", "exhausted", "bounded", "proved")
"""The verdicts that an audit can give, weakest first.

- `proved`: shown for all sizes, from the text.
- `bounded`: a SAT solver found no instance of the region and witness on which the obligation fails, and its proof was checked.
- `exhausted`: run on every instance of the region and every witness of both sides.
- `solver-says`: as `bounded`, but a proof was not checked.
- `sampled`: held on all that was run, and the statement goes beyond that.
- `unknown`: out of budget, or no instances to decide by.
- `refuted`: a counterexample was run.
"""

CORROBORATING = ("agreement",)
"""The obligations that can refute a reduction and never raise its verdict."""

BEYOND = ("at once", "any numbers")
"""The figures that state how far an obligation is settled beyond the instances that were run."""


def overall(obligations: Iterable[tuple[str, str]]) -> str:
    """Return the verdict that follows from the verdicts on the obligations: the weakest one.  `agreement` counts only if it is
    refuted.

    If `agreement` is `unknown`, all instances of the region have the same answer, or there are none.  Runs on them decide
    nothing, so the result is `unknown`, unless everything else is proved and the verdict does not depend on the region.

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
    """Return measures with their values as text.

    >>> listed({"n": 3, "m": 2})
    'n = 3, m = 2'
    """
    return ", ".join(f"{n} = {v}" for n, v in measures.items())


def plain(number: int | Fraction) -> int | str:
    """Return an exact number for JSON; a fraction becomes a text.

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

    `instance`, `image` and `witness` are in the JSON form of files.  `side` states whose witness it is.  `why` are sentences that
    name the clause of the verifier that fails, with the values in it, and the map that is wrong, where that is known.
    """

    obligation: str
    instance: Any
    why: tuple[str, ...]
    witness: Any = None
    side: str = ""
    image: Any = None

    def json(self) -> dict[str, Any]:
        """Return the counterexample as a JSON object, without the entries that are empty."""
        shown = {"obligation": self.obligation, "instance": self.instance, "side": self.side, "witness": self.witness,
                 "image": self.image, "why": list(self.why)}  # fmt: skip
        return {k: v for k, v in shown.items() if v not in ("", None)}


@dataclass(frozen=True)
class Region:
    """A finite union of exact shapes.

    It consists of every instance whose measures are exactly those of a shape, and whose sizes that no measure bounds are within
    `defaults` (a list of sentences).  `isomorphic` of the `instances` were not run: each differs from an instance that was run
    only in the names of labels, on which the text does not depend.
    """

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
    """The findings about a problem or reduction, which is identified by its name and by the hash of its core.

    `interesting` is a further counterexample to the same obligation, if it was asked for and the first one is degenerate.
    """

    subject: str
    core: str
    region: Region
    findings: tuple[Finding, ...]
    counterexample: Counterexample | None
    holes: tuple[str, ...]
    seconds: float
    interesting: Counterexample | None = None

    @property
    def verdict(self) -> str:
        """The verdict that follows from the verdicts on the obligations (`overall`)."""
        return overall((f.obligation, f.verdict) for f in self.findings)

    @property
    def fixing(self) -> tuple[str, ...]:
        """The measures of the source that must be fixed for sizes and time to be polynomial."""
        return tuple(dict.fromkeys(name for f in self.findings for name in f.figures.get("fixing", ())))

    def finding(self, obligation: str) -> Finding:
        """Return the finding on an obligation.

        Raises KeyError if there is none.
        """
        for finding in self.findings:
            if finding.obligation == obligation:
                return finding
        raise KeyError(obligation)

    def json(self) -> dict[str, Any]:
        """Return the evidence as a JSON object."""
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
            out["counterexample"] = self.counterexample.json()
        if self.interesting is not None:
            out["interesting"] = self.interesting.json()
        return out
