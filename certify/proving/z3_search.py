"""What z3 is asked, in a process of its own: whether sentences contradict each other, by which instances, and which matter."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from certify.certificates.checker import PRODUCT
from certify.formulas.logic import TRUE, Formula, Term, Variables, walk
from certify.proving.miniscoping import Clause, clauses_of, whole_instances
from certify.proving.smt import at_constants, instances_in, script


class Setting(Enum):
    """A setting of z3: what one finds at once another may miss.

    - PATTERNS: quantifiers are instantiated by patterns alone, and arithmetic is the older solver's; it often ends quickly, with
      or without a proof.
    - CHOSEN: what z3 chooses for the formulas, but for model-based instantiation.
    - NAMED: patterns alone, without the functions that say what exists; what an unknown witness is at the constants of the goal
      is mentioned; and a sentence is there once more without what takes variables of its own.
    - WHOLE: what z3 chooses, of the sentences as they are, and not of clauses with fewer variables.
    """

    PATTERNS = "patterns"
    CHOSEN = "chosen"
    NAMED = "named"
    WHOLE = "whole"


_BY_PATTERNS = {"mbqi": False, "auto_config": False, "arith.solver": 2}
_OPTIONS = {Setting.PATTERNS: _BY_PATTERNS, Setting.NAMED: _BY_PATTERNS}
UNREADABLE = "z3 cannot read the sentences of a proof"
WITNESSES, CONSTANTS = ("w!", "v!", "sum!"), "goal/"


def contradiction(
    sentences: Sequence[tuple[Variables, Formula]], work: int, setting: Setting
) -> tuple[str, list[tuple[int, tuple[Term, ...]]]]:
    """Return z3's answer on sentences and, for `unsat`, the instances in its proof.

    The answer is `unsat`, `sat`, `saturated` (the setting has no more instances to try), `limit` (the work is spent) or `partly`:
    there is no contradiction in those of the sentences that z3 can be asked, and it was not asked all.

    Where z3 cannot read what it is asked, the answer begins with UNREADABLE.

    `work`: z3's limit, in its own units of work.
    """
    import z3

    asked_all, sentences = sentences, [s if is_readable(s[1]) else ((), TRUE) for s in sentences]

    context = z3.Context("proof", "true")
    solver = z3.Solver(ctx=context)
    solver.set("rlimit", work)
    for name, value in _OPTIONS.get(setting, {"mbqi": False}).items():
        solver.set(f"smt.{name}", value)
    whole, named = setting is Setting.WHOLE, setting is Setting.NAMED
    clauses = [Clause(i, *s, {}) for i, s in enumerate(sentences)] if whole else clauses_of(sentences, weaker=named)
    try:
        asked = [(clause.variables, clause.matrix) for clause in clauses]
        more = (at_constants(sentences, WITNESSES, CONSTANTS), "/", CONSTANTS) if named else ()
        solver.from_string(script(asked, not whole, *more))
    except z3.Z3Exception as error:
        return f"{UNREADABLE}: {error}", []
    result = str(solver.check())
    if result == "unsat":
        found = instances_in(solver.proof(), [[v[1] for v in clause.variables] for clause in clauses])
        return result, whole_instances(sentences, clauses, found)
    reason = solver.reason_unknown() if result == "unknown" else ""
    if result == "unknown" and ("resource" in reason or "cancel" in reason):
        return "limit", []
    return ("partly" if sentences != [*asked_all] else "sat" if result == "sat" else "saturated"), []


@lru_cache(maxsize=1 << 13)
def is_readable(f: Formula) -> bool:
    """Return whether z3 can be asked a formula: what functions of whole numbers have as arguments are whole numbers.

    >>> half = ("lin", 0, ((("v", 0, "Int"), Fraction(1, 2)),))
    >>> is_readable(("<=", half)), is_readable(("p", "even", (half,)))
    (True, False)
    """
    arguments = (t for o in walk(f) if o[0] in ("f", "p") for t in o[-1] if t[0] == "lin")
    return all(Fraction(c).denominator == 1 for t in arguments for c in (t[1], *(c for _, c in t[2])))


def needed(formulas: Sequence[Formula], work: int) -> list[int] | None:
    """Return the numbers of a few ground formulas that contradict each other; None if z3 does not see that all do.

    Each of those that are left is needed, as far as z3 sees within `work` units of its work for each question.
    """
    core = _Core([f if is_readable(f) else TRUE for f in formulas], work)
    found = core.of(range(len(formulas)))
    while found is not None:
        fewer = core.of(found)
        if fewer is None or len(fewer) == len(found):
            break
        found = fewer
    if found is None:
        return None
    for i in list(found)[: _MOST_DELETED if len(found) > _MOST_DELETED else None]:
        if i in found:
            fewer = core.of([j for j in found if j != i])
            found = found if fewer is None else fewer
    return found


def _in_any_order(formulas: Sequence[Formula]) -> list[Formula]:
    """Return that the products in ground formulas are those of the factors in the other order."""
    products = dict.fromkeys(t for f in formulas for t in walk(f) if t[0] == "f" and t[1] == PRODUCT)
    return [("=0", ("lin", 0, ((t, 1), ((*t[:3], t[3][::-1]), -1)))) for t in products]


_MOST_DELETED = 200


class _Core:
    """A solver in which each formula is assumed by its number."""

    def __init__(self, formulas: Sequence[Formula], work: int) -> None:
        import z3

        self.unsat = z3.unsat
        context = z3.Context()
        self.solver = z3.Solver(ctx=context)
        self.solver.set("rlimit", work)
        for name, value in {"auto_config": False, "arith.solver": 2}.items():  # fast with what is asked again and again
            self.solver.set(f"smt.{name}", value)
        asserted: Any = z3.parse_smt2_string(script([((), f) for f in (*formulas, *_in_any_order(formulas))]), ctx=context)
        self.names = [z3.Bool(f"assumed {i}", ctx=context) for i in range(len(formulas))]
        self.numbers = {name.decl().name(): i for i, name in enumerate(self.names)}
        for name, f in zip(self.names, asserted, strict=False):
            self.solver.add(z3.Implies(name, f, ctx=context))
        for f in [*asserted][len(formulas) :]:
            self.solver.add(f)

    def of(self, chosen: Sequence[int]) -> list[int] | None:
        """Return some of the chosen formulas that contradict each other; None if z3 sees none."""
        if self.solver.check(*[self.names[i] for i in chosen]) != self.unsat:
            return None
        return sorted(self.numbers[p.decl().name()] for p in self.solver.unsat_core())
