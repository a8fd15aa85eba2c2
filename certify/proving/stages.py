"""Stages of a search: which schemas are instantiated, over the sums that matter, from few to many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from certify.core import SpaceKind
from certify.formulas.definitions import NamedSum
from certify.formulas.logic import Formula, at_most_zero, is_zero, walk
from certify.formulas.statements import Statements
from certify.formulas.types import item_type
from certify.proving import schemas
from certify.proving.schemas import ZERO, Lemma
from certify.records import dataclass


class SchemaFamily(Enum):
    """A family of schemas that a stage uses or does not."""

    MONOTONE = auto()
    ADD = auto()
    FIBRE = auto()
    UNIQUE = auto()
    SIGN = auto()
    STRICT = auto()
    SHORT = auto()
    FUBINI = auto()
    LEAST = auto()
    PARAMETERS = auto()
    NEIGHBOUR = auto()
    COMBINED = auto()
    KEEPS = auto()
    CROSSING = auto()
    CROSSED = auto()
    PART = auto()
    MAPPING = auto()
    BOUNDED = auto()
    KEEPS_MORE = auto()
    PLACED = auto()
    TAKEN = auto()
    PRODUCT = auto()
    AROUND = auto()
    SHIFTED = auto()


@dataclass(frozen=True, slots=True)
class SchemaStage:
    """A stage: the families of schemas that it uses.

    MONOTONE: `monotone` for pairs of sums without parameters; with PARAMETERS, of two in all.  SIGN: `strict` beside the empty
    sum; STRICT: also for pairs.  NEIGHBOUR: no schema, but what is known of an index and the one before also for the one after.
    COMBINED: combinations of sums that are 0 part by part, KEEPS: what folds that make a set smaller keep of a few
    members, KEEPS_MORE: of more.  The checker alone has these three.
    CROSSED: the same as CROSSING, at constants of the goal and at the ends of ranges alone.
    BOUNDED: combinations of sums that a formula bounds.  The checker alone has it.
    TAKEN: no schema, but sentences with terms that an author takes.  The checker alone has it.
    PRODUCT: of products of unknown numbers, at terms that occur.  The checker alone has it.
    SHIFTED: combinations of sums at the terms at which the goal combines them.  The checker alone has it.
    PLACED: lemmas at terms that occur, such as those about sums that differ at one place.  The checker alone has it.
    MAPPING: of functions that take what one sum counts to what another one does.
    AROUND: of an unknown cycle, and sets that it leaves, where a map that is made of no sequence is to be one.  The checker alone
    has it.
    """

    families: frozenset[SchemaFamily]

    def has(self, *families: SchemaFamily) -> bool:
        """Return whether the stage uses one of the families."""
        return not self.families.isdisjoint(families)


_M, _A, _B, _U, _Z, _S, _L, _F, _N, _P, _I, _C, _K, _X, _G, _T, _J, _D, _Q, _O, _W, _R, _Y, _V = SchemaFamily

STAGES = tuple(
    SchemaStage(frozenset(families))
    for families in (
        (), (_Y,), (_V,),
        (_M,), (_M, _A), (_B,), (_C,), (_K,), (_D,), (_U, _Z), (_L,), (_M, _L), (_Z, _L), (_M, _U, _F, _S), (_U, _Z, _L),
        (_N,), (_X,), (_G,), (_M, _T), (_Z, _T), (_J,), (_M, _J),
        (_M, _A, _U, _F, _S), (_M, _A, _U, _F, _S, _L), (_M, _A, _U, _F, _S, _L, _P), (_I,), (_K, _U), (_Q,),
        (_O, _Z), (_O, _J), (_O, _M, _A, _U, _L), (_O, _A, _T),
        (_R,), (_R, _Z, _A), (_R, _M, _A, _U), (_R, _M, _A, _U, _F, _S),
        (_W,), (_W, _M, _U, _F, _S),
    )
)  # fmt: skip
"""The stages, in the order in which they are tried."""


OF_HELPERS = tuple(STAGES.index(SchemaStage(frozenset(families))) for families in ((), (_I,), (_K, _U)))
"""The numbers of the stages for what need not hold."""


def relevant(formulas: Iterable[Formula], sums: Sequence[NamedSum]) -> list[NamedSum]:
    """Return the sums that the formulas name, and those that these name in turn."""
    by_name = {s.name: s for s in sums}
    found, todo = set[str](), list(formulas)
    while todo:
        for o in walk(todo.pop()):
            if o[0] == "f" and o[1] in by_name and o[1] not in found:
                found.add(o[1])
                todo += [by_name[o[1]].guard, by_name[o[1]].value]
    return [s for s in sums if s.name in found]


def lemmas(statements: Statements, sums: Sequence[NamedSum], stage: SchemaStage) -> list[Lemma]:
    """Return the instances of a stage's schemas over these sums of the statements."""
    out, all_sums = list[Lemma](), list(sums)
    if stage.has(SchemaFamily.FUBINI):
        for s in sums:
            for lemma in schemas.fubini(s):
                out.append(lemma)
                all_sums += [d for d in lemma.defines if isinstance(d, NamedSum) and d not in all_sums]
    for s in all_sums:
        if s.counts:
            out.append(schemas.counted(s))
        elif stage.has(SchemaFamily.MONOTONE, SchemaFamily.SIGN):
            out.append(schemas.combination("nonnegative", [(-1, s)], at_most_zero))
    out += _pairs(all_sums, stage)
    for s in all_sums:
        if stage.has(SchemaFamily.FIBRE):
            out += schemas.fibre(s)
        if stage.has(SchemaFamily.UNIQUE) and s.counts and len(s.variables) == 1:
            out += schemas.unique(s)
        if stage.has(SchemaFamily.SHORT):
            out += [*schemas.short(s), *schemas.listed(s)]
    if stage.has(SchemaFamily.LEAST):
        for root in (r for roots in statements.witness_roots.values() for r in roots):
            if root.space is SpaceKind.SUBSET and root.members is not None:
                out += schemas.least_gap(root.name, item_type(root.type), root.members)
    return out


def _pairs(sums: Sequence[NamedSum], stage: SchemaStage) -> Iterator[Lemma]:
    both = [*sums, ZERO]
    pairs = [(a, b) for a in both for b in both if a is not b and (a is ZERO or b is ZERO or a.sorts == b.sorts)]
    if stage.has(SchemaFamily.MONOTONE):
        for a, b in pairs:
            trivial = a is ZERO and b.counts
            if not trivial and _parameters(a, b) <= (2 if stage.has(SchemaFamily.PARAMETERS) else 0):
                yield schemas.combination("monotone", [(1, a), (-1, b)], at_most_zero)
    if stage.has(SchemaFamily.ADD):
        closed = [s for s in sums if not s.parameters]
        for i, a in enumerate(closed):
            for b in closed[i + 1 :]:
                for c in closed:
                    if c not in (a, b) and a.sorts == b.sorts == c.sorts and a.counts == b.counts == c.counts:
                        yield schemas.combination("add", [(1, a), (1, b), (-1, c)], is_zero)
    if stage.has(SchemaFamily.SIGN, SchemaFamily.STRICT):
        for a, b in pairs:
            allowed = 1 if ZERO in (a, b) or stage.has(SchemaFamily.PARAMETERS) else 0
            wanted = a is ZERO or (stage.has(SchemaFamily.STRICT) and not (a.counts and b is ZERO))
            if wanted and _parameters(a, b) <= allowed:
                yield schemas.strict(a, b)


def _parameters(*sums: NamedSum) -> int:
    return sum(len(s.parameters) for s in sums)
