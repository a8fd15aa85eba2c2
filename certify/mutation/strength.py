"""How strong checks are: the fate of each mutant of a reduction, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from certify.core.values import Value
from certify.mutation.mutants import Mutant
from certify.records import dataclass, field
from certify.wording import counted


class Fate(StrEnum):
    """What the checks say of a mutant.

    `KILLED`: an obligation fails on an instance.  `SAME`: it answers as the original on every instance that was run, with every
    witness.  `SURVIVED`: it answers otherwise somewhere, and passes.  `UNKNOWN`: some instances were beyond a budget, and it
    passes on the others.  `EQUIVALENT`: the author's text says that it is right too, and it was not refuted.  `WRONG`: the text
    says so, and it was refuted.
    """

    KILLED = "killed"
    SAME = "same on the region"
    SURVIVED = "survived"
    UNKNOWN = "unknown"
    EQUIVALENT = "equivalent (by the author)"
    WRONG = "killed, declared equivalent"


@dataclass(frozen=True)
class Kill:
    """The first instance that refutes a mutant: the obligation that fails, the instance with its measures, and the witness that
    shows it, whose `side` is `source` or `target` (empty: none)."""

    obligation: str
    instance: Value
    measures: Mapping[str, int]
    witness: Value = None
    side: str = ""


@dataclass(frozen=True)
class Judgement:
    """A mutant with its fate, and with what killed it."""

    mutant: Mutant
    fate: Fate
    kill: Kill | None = None

    def json(self) -> dict[str, Any]:
        """Return the judgement as a JSON object."""
        mutant, kill = self.mutant, self.kill
        before, after = mutant.change
        told: dict[str, Any] = {"place": mutant.place, "rule": mutant.rule, "before": before, "after": after, "fate": self.fate}
        told |= {"by": kill.obligation, "at": dict(kill.measures)} if kill else {}
        return told | ({"why": mutant.equivalent.why} if mutant.equivalent else {})


@dataclass(frozen=True)
class Strength:
    """The fates of the mutants of a reduction, judged on a number of instances with a number of steps of work."""

    judgements: tuple[Judgement, ...]
    instances: int
    work: int
    counts: Mapping[Fate, int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        found = Counter(j.fate for j in self.judgements)
        object.__setattr__(self, "counts", {fate: found[fate] for fate in Fate})

    @property
    def total(self) -> int:
        """The number of mutants."""
        return len(self.judgements)

    @property
    def survivors(self) -> tuple[Judgement, ...]:
        """The mutants that were not killed and are not declared equivalent, and those that are so declared wrongly."""
        return tuple(j for j in self.judgements if j.fate not in (Fate.KILLED, Fate.EQUIVALENT))

    @property
    def says(self) -> str:
        """The counts as a sentence.

        >>> Strength((), 0, 0).says
        'no mutants: the text has no maps of its own'
        """
        if not self.judgements:
            return "no mutants: the text has no maps of its own"
        killed = self.counts[Fate.KILLED] + self.counts[Fate.WRONG]
        others = [f"{n} {fate}" for fate, n in self.counts.items() if n and fate not in (Fate.KILLED, Fate.WRONG)]
        wrong = [f"{n} of the refuted declared equivalent" for n in [self.counts[Fate.WRONG]] if n]
        return "; ".join([f"{killed} of {counted(self.total, 'mutant')} refuted", *others, *wrong])

    def json(self) -> dict[str, Any]:
        """Return the counts, and the mutants that are not killed, as a JSON object."""
        counts = {fate.name.lower(): n for fate, n in self.counts.items()}
        figures = {"mutants": self.total, **counts, "instances": self.instances, "work": self.work}
        return figures | {"says": self.says, "survivors": [j.json() for j in self.survivors]}
