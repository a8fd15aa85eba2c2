"""Evidence, the result of an audit: a verdict with figures for each obligation, and the smallest counterexample."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from certify.records import dataclass, field
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

    def __repr__(self) -> str:
        return f"<counterexample to {self.obligation}>"

    def json(self) -> dict[str, Any]:
        """Return the counterexample as a JSON object, without the entries that are empty."""
        shown = {"obligation": self.obligation, "instance": self.instance, "side": self.side, "witness": self.witness,
                 "image": self.image, "why": list(self.why)}  # fmt: skip
        return {k: v for k, v in shown.items() if v not in ("", None)}


@dataclass(frozen=True)
class Part:
    """The instances whose measures are `within` bounds and whose length is at most `length` (None: any length).

    >>> str(Part({"n": 3}, 9)), str(Part({}, 9)), str(Part({"n": 3, "k": 2}, None))
    ('n <= 3 and length <= 9', 'length <= 9', 'n <= 3 and k <= 2')
    """

    within: Mapping[str, int]
    length: int | None

    def inside(self, other: Part) -> bool:
        """Return whether all instances of this part belong to another one.

        >>> Part({"n": 3}, 9).inside(Part({}, 9)), Part({}, 9).inside(Part({"n": 3}, 9))
        (True, False)
        """
        bounded = all(n in self.within and self.within[n] <= bound for n, bound in other.within.items())
        return bounded and (other.length is None or (self.length is not None and self.length <= other.length))

    def __str__(self) -> str:
        bounds = [f"{n} <= {v}" for n, v in self.within.items()]
        return " and ".join(bounds if self.length is None else [*bounds, f"length <= {self.length}"])


@dataclass(frozen=True)
class ShapeFigures:
    """The figures of the instances of a region with the same measures.  They count every instance, also those that were not run
    because they are isomorphic to others.

    - `measures`: the measures.
    - `instances`: the number of valid instances with these measures.
    - `yes`: the number of those that have a witness.
    - `witnesses`: the number of their witnesses; for a reduction, also that of the witnesses of their images.
    - `members`: the number of members of their witness spaces; for a reduction, also that of their images' spaces.

    A figure is None if it is not known: members of a space that was searched are not counted, and of an instance that exceeded a
    budget nothing is known.

    >>> ShapeFigures({"n": 1}, 2, 1, (3, 3), (4, None)).json()
    {'measures': {'n': 1}, 'instances': 2, 'yes': 1, 'witnesses': [3, 3], 'members': [4, None]}
    """

    measures: Mapping[str, int]
    instances: int
    yes: int | None
    witnesses: tuple[int | None, ...]
    members: tuple[int | None, ...]

    def json(self) -> dict[str, Any]:
        """Return the figures as a JSON object."""
        return {
            "measures": dict(self.measures),
            "instances": self.instances,
            "yes": self.yes,
            "witnesses": list(self.witnesses),
            "members": list(self.members),
        }


@dataclass(frozen=True)
class Region:
    """The instances that were run.

    - `parts`: the region consists of all instances of these.  A part that bounds every measure is a box: in boxes, the sizes that
      no measure bounds are within `caps`.
    - `shapes`: the figures of the instances of the parts, and of no others, by measures.
    - `instances`: their number in all.  It includes the instances that were run beyond the region, of which not all were.
    - `defaults`: the caps and the skipped instances, in sentences.
    - `complete`: whether the region is all that was asked for.
    - `isomorphic`: the number of instances that were not run: each differs from an instance that was run only in the names of
      labels, on which the text does not depend.
    - `settled`: the instances that circuits settle at once; None if there are none, or too few to speak of.
    - `caps`: the caps of sizes that no measure bounds, by slot (`|s[]|`, `bits(k)`).
    """

    parts: tuple[Part, ...]
    shapes: tuple[ShapeFigures, ...]
    instances: int
    defaults: tuple[str, ...]
    complete: bool
    isomorphic: int = 0
    settled: Part | None = None
    caps: Mapping[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<region of {self.instances} instances>"

    def __str__(self) -> str:
        if not self.parts:
            return (
                "none was completed" if self.instances else "none was found; bounds of the measures (--within) say where to look"
            )
        run = ", or ".join(map(str, self.parts)) + ("" if self.complete else ", of a larger one")
        return run if self.settled is None else f"{self.settled}, all at once; one by one {run}"

    def json(self) -> dict[str, Any]:
        """Return the region as a JSON object."""
        return {
            "parts": [{"within": dict(p.within)} | ({} if p.length is None else {"length": p.length}) for p in self.parts],
            **({} if self.settled is None else {"settled": dict(self.settled.within)}),
            "caps": dict(self.caps),
            "shapes": [shape.json() for shape in self.shapes],
            "instances": self.instances,
            "isomorphic": self.isomorphic,
            "defaults": list(self.defaults),
            "complete": self.complete,
        }


@dataclass(frozen=True)
class Evidence:
    """The findings about a problem or reduction, which is identified by its name and by the hash of its core.

    - `region`: the instances that were run one by one.
    - `counterexample`: an instance on which an obligation fails; None if none was found.
    - `holes`: what the evidence takes for granted.
    - `seconds`: the time of the audit; nothing else depends on it, unless the audit was stopped.
    - `stopped`: why the audit ended before its work was done; empty if it did not.
    - `far`: the figures of large random instances.
    - `strength`: the figures of mutants of the text: how many of them the same instances refute.
    - `interesting`: a further counterexample to the same obligation, if it was asked for and the first one is degenerate.
    - `proof`: the proof for all sizes that the certificate of a reduction holds; empty if there is none.
    """

    subject: str
    core: str
    region: Region
    findings: tuple[Finding, ...]
    counterexample: Counterexample | None
    holes: tuple[str, ...]
    seconds: float
    stopped: str = ""
    far: Mapping[str, Any] = field(default_factory=dict)
    strength: Mapping[str, Any] = field(default_factory=dict)
    interesting: Counterexample | None = None
    proof: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<evidence on {self.subject}: {self.verdict}>"

    @property
    def verdict(self) -> str:
        """The verdict that follows from the verdicts on the obligations (`overall`)."""
        return overall((f.obligation, f.verdict) for f in self.findings)

    @property
    def fixing(self) -> tuple[str, ...]:
        """The measures of the source that must be fixed for sizes and time to be polynomial."""
        return tuple(dict.fromkeys(name for f in self.findings for name in f.figures.get("fixing", ())))

    @property
    def worth(self) -> str:
        """What the evidence is worth, in words; empty for a refutation."""
        if self.verdict == "refuted":
            return ""
        said = ["proved for all sizes"] if self.verdict == "proved" else []
        parts = self.region.parts
        said += [f"every instance with {part}" if part.within else f"every instance of {part}" for part in parts[:2]]
        if len(parts) > 2:
            said.append(f"every instance of {counted(len(parts) - 2, 'more part')}")
        if self.region.settled is not None:
            said.append(f"every instance with {self.region.settled} at once, by circuits")
        if self.far.get("instances"):
            said.append(f"{counted(self.far['instances'], 'larger instance')} of length up to {self.far['largest']}")
        if self.strength.get("mutants"):
            said.append(self.strength["says"])
        if self.verdict != "proved":
            said.append("not proved for all sizes")
        return "; ".join(said)

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
        optional = {"stopped": self.stopped, "far": dict(self.far), "strength": dict(self.strength)}
        out: dict[str, Any] = {
            "subject": self.subject,
            "core": self.core,
            "verdict": self.verdict,
            "region": self.region.json(),
            "obligations": [
                {"obligation": f.obligation, "verdict": f.verdict, "says": f.says, "figures": dict(f.figures)}
                for f in self.findings
            ],
            "worth": self.worth,
            "holes": list(self.holes),
            "seconds": round(self.seconds, 3),
        }
        out |= {name: value for name, value in optional.items() if value}
        if self.fixing:
            out["fixing"] = list(self.fixing)
        if self.counterexample is not None:
            out["counterexample"] = self.counterexample.json()
        if self.interesting is not None:
            out["interesting"] = self.interesting.json()
        return out
