"""The search for proofs that the checker replays: of the goals that it states, by the sentences that it makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from certify.certificates import checker
from certify.certificates.checker import (
    BY_STEPS,
    COMBINED,
    HELD,
    LEMMA,
    SHOWN,
    Formula,
    Ground,
    ProofCheck,
    Subset,
    T,
    ToShow,
    Total,
    counting_variables,
    lin,
    parts,
)
from certify.core import TakenTerms
from certify.formulas.definitions import NamedSum
from certify.formulas.logic import walk
from certify.formulas.statements import Goal
from certify.proving.checker_lemmas import (
    CheckerSentence,
    Source,
    anew,
    around_names,
    at_exponents,
    at_members,
    at_parameters,
    beside,
    combined_powers,
    crossed,
    given,
    kept_names,
    lemma_names,
    needless,
    put,
    relevant_axioms,
    shown_lemmas,
    turned,
    without_enumerations,
)
from certify.proving.ground_refuter import refutation
from certify.proving.mappings import mapping_names
from certify.proving.placed_lemmas import Lemma, Occurring, lemma_of, placed_lemma, placed_names
from certify.proving.product_lemmas import (
    FEW_FACTORS,
    MOST_FACTORS,
    compares_products,
    has_products,
    pairwise_names,
    products_at,
    squares_at,
)
from certify.proving.search import MAKING, MOST_AT_FIRST, WORK, Answered, Certificate, ProofSearch, SearchNotes
from certify.proving.shifted_sums import at_terms, shifted_names
from certify.proving.stages import SchemaFamily, SchemaStage, relevant
from certify.proving.sum_relations import bounded_together, compared, relations
from certify.proving.taken_terms import Row, is_pair_of_numbers, rows_of, with_terms
from certify.proving.z3_search import Setting

COMBINING, MULTIPLYING, KEEPING, PLACING, TURNING = 120_000, 1_000_000, 5_000_000, 1_000_000, 1_000_000
"""The least work for a stage with combinations of sums, and, by patterns, with lemmas about products, about what folds keep, at
terms that occur, and about a cycle: they are few, and each is long."""
WITNESS_OF = {"": "", "forward": "w!", "backward": "v!"}
"""Which unknown witness a map is given."""
MORE_THAN_SUMS = 3
"""The names of lemmas between sums, or of sums and a function, have so many parts at least."""
FEW_KEPT, MORE_KEPT = (1, 2, 3), (4,)
"""Of how many members of what folds keep there are lemmas, first and later."""


class CheckerSearch(ProofSearch):
    """Searches proofs of the goals that the checker states of a reduction, within `counting_variables`.

    `proofs`: of the first goals, as plain data, or None.  `taken`: the terms that the text says to take.  `notes`: gets what else
    there is to tell.
    """

    def __init__(
        self,
        checking: ProofCheck,
        work: Sequence[int] = WORK,
        answers: Answered | None = None,
        in_all: int | None = None,
        taken: Sequence[TakenTerms] = (),
        notes: SearchNotes | None = None,
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(checking.statements, work, answers, in_all, tick)  # type: ignore[arg-type]
        self.checking = checking
        self.totals = checking.statements.shared.totals
        self._at_first = anew(checking)
        self.notes = SearchNotes() if notes is None else notes
        self.proofs = self.notes.proofs
        self._rows = [(WITNESS_OF[terms.of], rows_of(checking, terms)) for terms in taken]
        self._by_terms: dict[Any, int] = {}
        self._goal = checking.statements.goals[0] if checking.statements.goals else None
        self._replaying = self._replayer()
        self._proof: dict[str, Any] | None = None
        self._relations: dict[Any, list[Source]] = {}
        self._lemmas: dict[Source, Lemma] = {}
        self._spoken: tuple[ToShow, tuple[list[Source], list[Formula], list[Source], list[NamedSum]]] | None = None
        self._words: tuple[ToShow | None, set[str]] = None, set()
        self._clauses: tuple[ToShow | None, dict[Source, list[CheckerSentence]]] = None, {}

    def _replayer(self) -> ProofCheck:
        """Return the checker's own replay as it is after the proofs found."""
        replaying = anew(self._at_first)
        for number, (goal, proof) in enumerate(zip(replaying.statements.goals, self.proofs, strict=False)):
            if proof is not None:
                with counting_variables(self.checking.work, 1 << 40):
                    replaying.ground(goal, proof["instances"], "proof", Ground())
                replaying.sources.lemmas_shown |= {number} if goal.obligation == LEMMA else set()
        return replaying

    def next_goal(self, skip: bool = False) -> None:
        """Try the next goal, unless it is to be skipped: then it has no proof."""
        number = len(self.proofs)
        self._goal, self._proof = self.checking.statements.goals[number], None
        if not skip and not needless(self.checking, number):
            goal = self._goal
            found = self.prove(Goal(LEMMA if _need_not_hold(goal) else SHOWN, goal.part, (), goal.formula, goal.witness))
            if self._proof is None:
                self.notes.left[number] = "open" if found.verdict == "open" else "out of budget"
        if self._proof is not None and self._goal.obligation == LEMMA:
            for checking in (self.checking, self._replaying):
                checking.sources.lemmas_shown.add(number)
        self.proofs.append(self._proof)

    def sentences(self, goal: Goal, stage: SchemaStage) -> list[Any]:
        """Return the sentences of the present goal at a stage; not all of them if the work that is left does not make them."""
        to_show = self._goal
        assert to_show is not None
        plain, formulas, powers, sums = self._spoken_of()
        out = list[CheckerSentence]()
        lemmas = [*lemma_names(self.checking, [s.name for s in sums], stage)]
        if stage.has(SchemaFamily.KEEPS):
            lemmas += kept_names(self.checking, to_show, FEW_KEPT)
        if stage.has(SchemaFamily.KEEPS_MORE):
            lemmas += kept_names(self.checking, to_show, MORE_KEPT)
        if stage.has(SchemaFamily.AROUND):
            lemmas += around_names(self.checking, to_show, formulas)
        if stage.has(SchemaFamily.COMBINED):
            lemmas += self._combined([s.name for s in sums], formulas[1:])
            known = [g for f in formulas[1:] for g in parts(f, "and")]
            lemmas += compared(self.checking.sources.lemmas, parts(formulas[0], "and"), known)
        if stage.has(SchemaFamily.PRODUCT):
            lemmas += self._pairwise([s.name for s in sums], formulas[1:])
        if stage.has(SchemaFamily.BOUNDED):
            lemmas += bounded_together(self.checking.sources.lemmas, formulas)
        most = None if self._left is None else self.steps + self._left // MAKING
        for source in [*plain, *lemmas]:
            if most is not None and self.steps > most:
                break
            found = self._clauses_of(source)
            if source[0] == "keeps":
                found = [s for sentence in found for s in at_members(self.checking, out, sentence)]
            out += found
            if stage.has(SchemaFamily.NEIGHBOUR) and source[0] == "known":
                out += [s for sentence in found for s in beside(sentence)]
            if source[0] == "turns":
                out = [s for s in out if s.source != source]
                out += [s for sentence in found for s in turned(out, sentence)]
            if source[0] == "crossing" and stage.has(SchemaFamily.CROSSED):
                out = [s for s in out if s.source != source]
                out += [s for sentence in found for s in crossed(self.checking, out, sentence)]
            if stage.has(SchemaFamily.BOUNDED) and source[0] in COMBINED:
                out = [s for s in out if s.source != source]
                out += [s for sentence in found for s in at_parameters(self.checking, out, sentence)]
            if source in powers:
                out += [s for sentence in found for s in at_exponents(self.checking, out, sentence)]
        if stage.has(SchemaFamily.AROUND):
            out = without_enumerations(self.checking, out)
        if stage.has(SchemaFamily.MAPPING):
            counts = [t for t in (self.totals[s.name] for s in sums) if t.value == lin(1) and len(t.variables) == 1]
            out += list(self._mappings(to_show, formulas, out, counts))
        if stage.has(SchemaFamily.SHIFTED):
            out += self._shifted(out)
        if stage.has(SchemaFamily.PLACED):
            out += self._placed(to_show, out, [self.totals[s.name] for s in sums], near=stage.has(SchemaFamily.SIGN))
        if stage.has(SchemaFamily.PRODUCT):
            out += self._products(to_show, out, FEW_FACTORS if len(stage.families) == 1 else MOST_FACTORS)
        for number, rows in self._taken_here() if stage.has(SchemaFamily.TAKEN) else ():
            found = [*with_terms(out, rows), *self._taken_products(to_show, rows)]
            self._by_terms |= {s.name: number for s in found}
            out = [*out, *found]
        return out

    def supposed(self, goal: Goal) -> list[Any]:
        """Return the sentences of what is known without lemmas, and of the present goal as if it were known."""
        assert self._goal is not None
        given = [s for source in self._spoken_of()[0] if source != ("goal",) for s in self._clauses_of(source)]
        with counting_variables(self.checking.work, 1 << 36):
            made = checker.sentences_of("supposed", self._goal.formula)
        return given + [CheckerSentence(("supposed",), i, *clause) for i, clause in enumerate(made)]

    def _clauses_of(self, source: Source) -> list[CheckerSentence]:
        """Return what a formula is made of, for the present goal: most stages ask for the same again."""
        to_show = self._goal
        assert to_show is not None
        if self._clauses[0] is not to_show:
            self._clauses = to_show, {}
        made = self._clauses[1]
        if source not in made:
            try:
                clauses = self.checking.sources.sentences(to_show, source)
            except KeyError:  # the schema says nothing of these sums
                clauses = []
            made[source] = [CheckerSentence(source, i, vs, f) for i, (vs, f) in enumerate(clauses) if f != T]
        return made[source]

    def _taken_here(self) -> list[tuple[int, list[Row]]]:
        """Return the terms that the text says to take for the present goal: the number of what says so, and rows of terms."""
        assert self._goal is not None
        return [(k, rows) for k, (of, rows) in enumerate(self._rows) if rows and of in ("", self._goal.witness)]

    def _taken_products(self, goal: ToShow, rows: Sequence[Row]) -> Iterator[CheckerSentence]:
        """Yield that a product of two numbers that are not negative is not negative, for those that the text says to take."""
        for number, clause in enumerate(self.checking.sources.sentences(goal, ("products",))):
            lemma = CheckerSentence(("products",), number, *clause)
            yield from (put(lemma, dict(zip(lemma.variables, row, strict=True))) for row in rows if is_pair_of_numbers(row))

    @property
    def steps(self) -> int:
        """The steps of the checker so far."""
        return -self.checking.work.left

    def stage_numbers(self) -> Sequence[int]:
        """Return the numbers of the stages that there are for the present goal."""
        numbers = range(len(self.stages)) if self._taken_here() else super().stage_numbers()
        there_are = {
            SchemaFamily.PLACED: bool(self._placed_words()),
            SchemaFamily.SHIFTED: any(shifted_names(self.checking.sources.lemmas, self._clauses_of(("goal",)))),
            SchemaFamily.PRODUCT: has_products(self._spoken_of()[1]),
            SchemaFamily.AROUND: self._is_about_cycle(),
        }
        without = [family for family, some in there_are.items() if not some]
        numbers = [n for n in numbers if not self.stages[n].has(*without)]
        assert self._goal is not None
        if compares_products(self._goal.formula):  # lemmas about these, and no others, come first
            numbers.sort(key=lambda n: self.stages[n].families != {SchemaFamily.PRODUCT})
        return numbers

    def _spoken_of(self) -> tuple[list[Source], list[Formula], list[Source], list[NamedSum]]:
        """Return, for the present goal, the names of what is given, the formulas, the names of lemmas of powers, and sums."""
        to_show, sources = self._goal, self.checking.sources
        assert to_show is not None
        if self._spoken is None or self._spoken[0] is not to_show:
            plain: list[Source] = [("goal",), *(("known", i) for i in range(len(to_show.known)))]
            plain += [("axiom", i) for i in relevant_axioms(self.checking, to_show)]
            half = _need_not_hold(to_show) and to_show.schema  # of an induction, which speaks of every step
            plain += [] if half else shown_lemmas(self.checking, to_show.witness)
            formulas = [sources.formula(to_show, s) for s in plain]
            powers = [*combined_powers(self.checking, formulas)]
            plain += powers
            formulas += [sources.formula(to_show, s) for s in powers]
            sums = relevant(formulas, [NamedSum(*t) for t in self.totals.values()])
            self._spoken = to_show, (plain, formulas, powers, sums)
        return self._spoken[1]

    def spent(self, stage: SchemaStage, sentences: Sequence[Any], work: int, setting: Setting) -> int:
        """Return the work for a question of a stage: at least what its lemmas take."""
        if setting is Setting.PATTERNS and stage.has(SchemaFamily.KEEPS, SchemaFamily.KEEPS_MORE):
            return max(work, KEEPING) if any(s.source[0] == "keeps" for s in sentences) else work
        if setting is Setting.PATTERNS and stage.has(SchemaFamily.PRODUCT):
            return max(work, MULTIPLYING)
        if setting is Setting.PATTERNS and stage.has(SchemaFamily.PLACED):
            return max(work, PLACING)
        if setting is Setting.PATTERNS and stage.has(SchemaFamily.AROUND):
            return max(work, TURNING)
        return max(work, COMBINING) if stage.has(SchemaFamily.COMBINED, SchemaFamily.BOUNDED) else work

    def is_long(self, stage: SchemaStage) -> bool:
        """Return whether the questions of a stage take as much work, at least, as many others: they are asked after these."""
        return stage.has(SchemaFamily.PLACED) and "packed" not in self._placed_words()

    def _is_about_cycle(self) -> bool:
        """Return whether the present goal is about an unknown cycle, of a reduction that makes cycles not of sequences alone."""
        shared, witness = self.checking.statements.shared, self._goal.witness if self._goal is not None else ""
        made = any(isinstance(what, Subset) for what in shared.named.values())
        return made and bool(witness) and any(name.startswith(witness) for name in shared.cycles)

    def _placed_words(self) -> set[str]:
        """Return which lemmas at terms that occur there are for the present goal."""
        if self._words[0] is not self._goal:
            _, formulas, _, sums = self._spoken_of()
            names = placed_names(self.checking, [self.totals[s.name] for s in sums], formulas)
            self._words = self._goal, {word for word, *_ in names}
        return self._words[1]

    def has_many(self, goal: Goal, stage: SchemaStage) -> bool:
        """Return whether a stage names so many lemmas about the present goal that it is tried after the others."""
        names = lemma_names(self.checking, [s.name for s in self._spoken_of()[3]], stage)
        return sum(1 for _ in islice(names, MOST_AT_FIRST + 1)) > MOST_AT_FIRST

    def _combined(self, names: Sequence[str], known: Sequence[Formula]) -> list[Source]:
        """Return the names of lemmas about combinations of sums that are 0 part by part."""
        key, lemmas = (*names, *known), self.checking.sources.lemmas
        if key not in self._relations:
            self._relations[key] = [("combined", *c) for c in relations(lemmas, [*map(lemmas.total, names)], known)]
        return self._relations[key]

    def _pairwise(self, names: Sequence[str], known: Sequence[Formula]) -> list[Source]:
        """Return the names of lemmas about products of two sums."""
        key, lemmas = ("product", *names, *known), self.checking.sources.lemmas
        if key not in self._relations:
            facts = [g for f in known for g in parts(f, "and")]
            self._relations[key] = [*pairwise_names(lemmas, [*map(lemmas.total, names)], facts)]
        return self._relations[key]

    def _products(self, goal: ToShow, sentences: list[CheckerSentence], most: int) -> list[CheckerSentence]:
        """Return the sentences of lemmas about squares and products, at the numbers that occur in sentences."""
        found = list[CheckerSentence]()
        for word, places in (("squared", squares_at), ("products", products_at)):
            for number, clause in enumerate(self.checking.sources.sentences(goal, (word,))):
                found += places([*sentences, *found], CheckerSentence((word,), number, *clause), most)
        return [s for s in found if s.matrix != T]

    def _mappings(
        self, goal: ToShow, formulas: Sequence[Formula], sentences: Sequence[CheckerSentence], counts: Sequence[Total]
    ) -> Iterator[CheckerSentence]:
        """Yield the sentences of lemmas about the functions that occur, and what is counted."""
        for source, values in mapping_names(formulas, [s.matrix for s in sentences], counts):
            for i, (variables, matrix) in enumerate(self.checking.sources.sentences(goal, source)):
                sentence = CheckerSentence(source, i, variables, matrix)
                made = put(sentence, dict(zip(variables, values, strict=False))) if values else sentence
                if made.matrix != T:
                    yield made

    def _shifted(self, goal: Sequence[CheckerSentence]) -> list[CheckerSentence]:
        """Return the sentences of lemmas about combinations of sums at the terms at which the goal combines them."""
        made = (
            at_terms(s, rows) for name, rows in shifted_names(self.checking.sources.lemmas, goal) for s in self._clauses_of(name)
        )
        return [*dict.fromkeys(s for found in made for s in found if s.matrix != T)]

    def _placed(
        self, goal: ToShow, sentences: Sequence[CheckerSentence], sums: Sequence[Total], near: bool
    ) -> list[CheckerSentence]:
        """Return the sentences of lemmas at terms that occur.  `near`: of those between sums, where the goal speaks of sums, only
        those about one of these."""
        names = [*placed_names(self.checking, sums, [s.matrix for s in sentences])]
        spoken_of = {t[1] for t in walk(goal.formula) if t[0] == "f" and t[1] in self.totals}
        if near and spoken_of:
            names = [name for name in names if len(name) < MORE_THAN_SUMS or not spoken_of.isdisjoint(name[1:])]
        occurring = Occurring(self.checking, sentences)
        out = list[CheckerSentence]()
        for source in names:
            if not occurring.has_terms_for(source):
                continue
            if source not in self._lemmas:  # the same for all goals: only where it is placed differs
                self._lemmas[source] = lemma_of(self.checking, goal, source)
            out += placed_lemma(self.checking, self._lemmas[source], occurring)
        return out

    def replays(self, goal: Goal, stage: int, certificate: Certificate) -> bool:
        """Return whether the instances are refuted, and keep the proof.

        The instances are made as the checker makes them.  Names of variables differ from those in the search, and with them the
        order in which parts of a formula are numbered.
        """
        listed_as = [[list(source), n, given(terms, *made)] for (source, n, *made), terms in certificate]
        instances = json.loads(json.dumps(listed_as))
        listed = _Instances()
        with counting_variables(self.checking.work, 1 << 40):
            try:
                self._replaying.ground(self._replaying.statements.goals[len(self.proofs)], instances, "proof", listed)
                outcome = refutation(listed.formulas)
            except checker.Invalid:
                outcome = None
        if outcome is None or not outcome.refuted:
            self._replaying = self._replayer()
            return False
        self.notes.of_use |= {self._by_terms[name] for name, _ in certificate if name in self._by_terms}
        steps = json.loads(json.dumps(outcome.steps))
        self._proof = {
            "obligation": self._replaying.statements.goals[len(self.proofs)].obligation,
            "instances": instances,
            "steps": steps,
        }
        return True


def _need_not_hold(goal: ToShow) -> bool:
    """Return whether a goal is tried with little work: what is often true, and nothing that the text says."""
    return goal.obligation == LEMMA and not goal.part.startswith(SHOWN) and goal.schema[:1] not in ((HELD,), (BY_STEPS,))


class _Instances(Ground):
    """The instances of a proof, one after another."""

    def __init__(self) -> None:
        super().__init__()
        self.formulas: list[Formula] = []

    def require(self, f: Formula) -> None:
        """Note an instance."""
        self.formulas.append(f)
