"""A refutation of clauses as a person writes it: what follows at once, and suppositions that are refuted, one within another.

The steps of a certificate are clauses that a search learned.  A reader cannot do much with those.  Here the same clauses are
refuted once more, by unit propagation and by cases; what the contradiction does not need is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from certify.records import dataclass

_MOST = 20_000_000
"""The most clauses that a search may look at."""


class TooManyCases(Exception):
    """The search for a refutation by cases looked at too many clauses."""


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step: a literal holds.

    - `literal`: what holds, 0 for the contradiction.
    - `clause`: the number of the clause that gives it, once the literals in `needs` hold; None if there is none.
    - `inside`: of a supposition that is refuted, the steps that refute it: the supposition, which is the negation of `literal`,
      comes first, a contradiction last.  Without `clause` and `inside`, the literal is supposed.
    """

    literal: int
    clause: int | None = None
    needs: tuple[int, ...] = ()
    inside: tuple[CaseStep, ...] = ()

    def clauses(self) -> Iterable[int]:
        """Yield the numbers of the clauses that the step uses."""
        if self.clause is not None:
            yield self.clause
        for step in self.inside:
            yield from step.clauses()


def refutation_by_cases(clauses: Sequence[Sequence[int]]) -> tuple[CaseStep, ...]:
    """Return steps that show that the clauses contradict each other; the last is the contradiction.

    Raises TooManyCases, and ValueError if they do not contradict each other.

    The search is repeated with the clauses that were used, and those of one literal, as long as this makes them fewer.

    >>> [step.literal for step in refutation_by_cases([[1], [-1, 2], [-2, -1], [3, 4]])]
    [1, 2, 0]
    >>> refuted, *_ = refutation_by_cases([[1, 2], [1, -2], [-1, 3], [-1, -3]])
    >>> [step.literal for step in refuted.inside]
    [-3, -1, 2, 0]
    """
    chosen = list(range(len(clauses)))
    while True:
        steps = _CaseSearch([clauses[i] for i in chosen]).refutation()
        used = sorted({i for step in steps for i in step.clauses()} | {i for i, k in enumerate(chosen) if len(clauses[k]) == 1})
        if len(used) == len(chosen):
            return tuple(_renumbered(step, chosen) for step in steps)
        chosen = [chosen[i] for i in used]


def _renumbered(step: CaseStep, numbers: Sequence[int]) -> CaseStep:
    inside = tuple(_renumbered(s, numbers) for s in step.inside)
    return CaseStep(step.literal, None if step.clause is None else numbers[step.clause], step.needs, inside)


class _CaseSearch:
    def __init__(self, clauses: Sequence[Sequence[int]]) -> None:
        self.clauses = [tuple(dict.fromkeys(c)) for c in clauses]
        self.occurrences: dict[int, list[int]] = {}
        for i, clause in enumerate(self.clauses):
            for x in clause:
                self.occurrences.setdefault(x, []).append(i)
        self.true: set[int] = set()
        self.trail: list[CaseStep] = []
        self.seen = 0
        self.left = _MOST

    def refutation(self) -> tuple[CaseStep, ...]:
        """Return the steps of a refutation."""
        for i, clause in enumerate(self.clauses):
            if not clause:
                return (CaseStep(0, i),)
            if len(clause) == 1 and clause[0] not in self.true:
                self._add(CaseStep(clause[0], i))
        conflict = self._contradiction()
        return self._needed(0, conflict)

    def _add(self, step: CaseStep) -> None:
        self.true.add(step.literal)
        self.trail.append(step)

    def _back_to(self, mark: int) -> None:
        self.true.difference_update(step.literal for step in self.trail[mark:])
        del self.trail[mark:]
        self.seen = min(self.seen, mark)

    def _needed(self, mark: int, conflict: CaseStep) -> tuple[CaseStep, ...]:
        """Return the steps since a mark that a contradiction needs, and the contradiction."""
        needed, out = set(conflict.needs), [conflict]
        for step in reversed(self.trail[mark:]):
            if step.literal in needed:
                out.append(step)
                needed.update(step.needs)
        return tuple(reversed(out))

    def _propagated(self) -> CaseStep | None:
        """Add what follows from the trail by single clauses; return a contradiction if one is met."""
        true, clauses = self.true, self.clauses
        while self.seen < len(self.trail):
            false = -self.trail[self.seen].literal
            self.seen += 1
            if false in true:
                return CaseStep(0, None, (false, -false))
            found = self.occurrences.get(false, ())
            self.left -= 1 + len(found)
            for i in found:
                unknown = 0
                for x in clauses[i]:
                    if -x not in true:
                        if unknown or x in true:
                            break  # nothing follows from it
                        unknown = x
                else:
                    if not unknown:
                        return CaseStep(0, i, tuple(-x for x in clauses[i]))
                    self._add(CaseStep(unknown, i, tuple(-x for x in clauses[i] if x != unknown)))
        if self.left < 0:
            raise TooManyCases
        return None

    def _contradiction(self) -> CaseStep:
        """Extend the trail until a contradiction follows, and return it."""
        while True:
            conflict = self._propagated()
            if conflict is not None:
                return conflict
            refuted, split = self._tried()
            if not refuted and not split:
                raise ValueError("these clauses do not contradict each other")
            mark = len(self.trail)
            self._add(CaseStep(refuted or split))
            conflict = self._refuted(mark, self._contradiction())
            if conflict is not None:
                return conflict

    def _tried(self) -> tuple[int, int]:
        """Suppose each literal, one after another.

        Return the one that single clauses refute, and from whose negation most follows for the fewest steps of that, or 0; and
        the one to suppose if there is none, both of whose cases are simple.
        """
        refuted, best = (0.0, 0), (1, 0)
        for x in self._candidates():
            gained, steps = [0, 0], [0, 0]
            for k, literal in enumerate((x, -x)):
                mark = len(self.trail)
                self._add(CaseStep(literal))
                conflict = self._propagated()
                gained[k], steps[k] = len(self.trail) - mark, 0 if conflict is None else len(self._needed(mark, conflict))
                self._back_to(mark)
            refuted = min([refuted, *((-gained[1 - k] / steps[k], (x, -x)[k]) for k in (0, 1) if steps[k])])
            best = min(best, (-gained[0] * gained[1], x if gained[0] >= gained[1] else -x))
        return refuted[1], best[1]

    def _candidates(self) -> list[int]:
        """Return the atoms in clauses that do not hold yet, those of short clauses first."""
        found = []
        for clause in self.clauses:
            if self.true.isdisjoint(clause):
                unknown = [abs(x) for x in clause if -x not in self.true]
                found += [(len(unknown), x) for x in unknown]
        return list(dict.fromkeys(x for _, x in sorted(found)))

    def _refuted(self, mark: int, conflict: CaseStep) -> CaseStep | None:
        """Take back a supposition that a contradiction refutes, and add its negation; or return the contradiction if it does not
        need the supposition.  What was found without the supposition stays."""
        supposed, needed = self.trail[mark], self._needed(mark, conflict)
        self._back_to(mark)
        here, inside = {supposed.literal}, [supposed]
        for step in needed:
            if not here.isdisjoint(step.needs):
                here.add(step.literal)
                inside.append(step)
            elif step is conflict:
                return conflict
            elif step is not supposed:
                self._add(step)
        needs = dict.fromkeys(x for step in inside for x in step.needs if x not in here)
        self._add(CaseStep(-supposed.literal, None, tuple(needs), tuple(inside)))
        return None
