"""The order in which a search asks questions about a goal."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from certify.certificates.checker import at_most, counting_variables, function, lin, term
from certify.formulas.logic import FALSE
from certify.formulas.statements import Goal
from certify.library import standard
from certify.proving.checker_lemmas import CheckerSentence, Source, at_parameters
from certify.proving.checker_search import CheckerSearch
from certify.proving.checker_statements import stated_of
from certify.proving.placed_lemmas import Occurring
from certify.proving.search import LITTLE_WORK, MAKING, MUCH_WORK, WORK, ProofSearch, Question
from certify.proving.shifted_sums import at_terms
from certify.proving.stages import OF_HELPERS, STAGES, SchemaFamily, SchemaStage
from certify.proving.z3_search import Setting


class _Questions(ProofSearch):
    """A search whose questions are looked at, and not asked: each stage has sentences of its own, one more than families."""

    def __init__(self) -> None:
        super().__init__(None)  # type: ignore[arg-type]

    def sentences(self, goal: Goal, stage: SchemaStage) -> list[Any]:
        return [SimpleNamespace(name=(stage, k)) for k in range(len(stage.families) + 1)]

    def of(self, obligation: str, numbers: Any, found: list[Question]) -> list[Question]:
        """Return the questions about a goal of which all that were asked reached their limits."""
        self._found = found
        works = WORK if obligation != "lemma" else [work for work in WORK if work < MUCH_WORK]
        goal = Goal(obligation, "", (), FALSE)
        return [*self._questions(goal, numbers, {}, works, {(0, Setting.PATTERNS)})]


def test_what_found_the_last_proof_is_asked_with_more_work_before_the_others() -> None:
    found = (6, Setting.NAMED, LITTLE_WORK)
    asked = _Questions().of("forward", _Questions().stage_numbers(), [found])
    assert asked[:3] == [(0, Setting.PATTERNS, WORK[0]), found, (6, Setting.NAMED, 400_000)]
    assert asked[3:] != []


def test_what_found_the_last_proof_is_not_asked_of_a_goal_for_which_its_stage_is_as_another() -> None:
    class Alike(_Questions):
        def sentences(self, goal: Goal, stage: SchemaStage) -> list[Any]:
            return [SimpleNamespace(name="goal")]

    asked = Alike().of("forward", Alike().stage_numbers(), [(6, Setting.NAMED, LITTLE_WORK)])
    assert {number for number, *_ in asked} == {0}


def test_goals_that_need_not_hold_get_little_work_in_few_stages() -> None:
    asked = _Questions().of("lemma", OF_HELPERS, [])
    assert {number for number, *_ in asked} == {*OF_HELPERS}
    assert {work for *_, work in asked} == {work for work in WORK if work < MUCH_WORK}
    assert {setting for _, setting, work in asked if work > LITTLE_WORK} == {Setting.PATTERNS}
    assert STAGES[OF_HELPERS[1]].families == {SchemaFamily.NEIGHBOUR}


def test_the_broadest_stage_is_asked_by_all_settings_before_the_others_get_more_work() -> None:
    asked = _Questions().of("forward", _Questions().stage_numbers(), [])
    broadest = max(_Questions().stage_numbers(), key=lambda number: len(STAGES[number].families))
    much = asked.index((broadest, Setting.PATTERNS, MUCH_WORK))
    others = [q for q in asked[:much] if q[0] != broadest and q[1] is not Setting.PATTERNS and q[2] > LITTLE_WORK]
    assert len(others) <= len(Setting)


def test_sentences_are_made_as_far_as_the_work_that_is_left_suffices() -> None:
    def made(in_all: int | None) -> int:
        check, _ = stated_of(standard().reduction("SubsetSum:Partition"))
        stage = max(STAGES, key=lambda stage: len(stage.families))
        with counting_variables(check.work, 1 << 34):
            search = CheckerSearch(check, in_all=in_all)
            found = search.sentences(Goal("forward", "", (), FALSE), stage)
            search.close()
        return len(found)

    assert 0 < made(MAKING) < made(None) == made(1_000_000_000)


def test_a_sum_at_a_function_of_a_variable_gives_no_term_for_the_variable() -> None:
    item, place = ("v", 7, "item"), ("v", 8, "Int")
    at = function("place", "Int", (item,))
    totals = SimpleNamespace(statements=SimpleNamespace(shared=SimpleNamespace(totals={"sum!0": None})))
    closed = CheckerSentence(("goal",), 0, (), at_most(function("sum!0", "Int", (lin(3),)), lin()))
    inside = CheckerSentence(("moved",), 0, (item,), at_most(function("sum!0", "Int", (at,)), lin()))
    plain = CheckerSentence(("moved",), 0, (place,), at_most(function("sum!0", "Int", (term(place),)), lin()))
    occurring = Occurring(totals, [closed])  # type: ignore[arg-type]
    assert occurring.parameters(inside) == [{}]
    assert occurring.parameters(plain) == [{place: lin(3)}]


def test_sums_are_compared_where_there_are_terms_for_their_parameters() -> None:
    item = ("v", 7, "item")
    totals = {name: SimpleNamespace(parameters=row) for name, row in (("sum!0", (item,)), ("sum!1", ()))}
    checking = SimpleNamespace(statements=SimpleNamespace(shared=SimpleNamespace(totals=totals)))
    about_none = CheckerSentence(("goal",), 0, (), at_most(function("sum!1", "Int"), lin()))
    about_one = CheckerSentence(("goal",), 0, (), at_most(function("sum!0", "Int", (function("it", "item"),)), lin()))
    none, one = (Occurring(checking, [s]) for s in (about_none, about_one))  # type: ignore[arg-type]
    assert not none.has_terms_for(("monotone", "sum!0", "sum!1"))
    assert none.has_terms_for(("interval", "sum!0"))
    assert one.has_terms_for(("monotone", "sum!0", "sum!1"))


def test_lemmas_that_have_no_terms_have_no_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a search leaves out, because there are no terms for it, makes no difference."""
    check, _ = stated_of(standard().reduction("ThreePartition:OneDimensionalDNNT"))
    stage = next(stage for stage in STAGES if stage.has(SchemaFamily.PLACED) and not stage.has(SchemaFamily.SIGN))
    left_out = set[bool]()
    has_terms_for = Occurring.has_terms_for

    def noted(occurring: Occurring, source: Source) -> bool:
        left_out.add(has_terms_for(occurring, source))
        return True

    with counting_variables(check.work, 1 << 34):
        search = CheckerSearch(check)
        for goal in [goal for goal in check.statements.goals if goal.part.startswith("defined: core.backward")]:
            search._goal = goal
            some = search.sentences(Goal("forward", "", (), FALSE), stage)
            with monkeypatch.context() as patched:
                patched.setattr(Occurring, "has_terms_for", noted)
                assert [s.matrix for s in search.sentences(Goal("forward", "", (), FALSE), stage)] == [s.matrix for s in some]
        search.close()
    assert left_out == {False, True}


def test_without_constants_of_a_goal_a_sentence_about_sums_with_parameters_is_kept_as_it_is() -> None:
    x = ("v", 7, "item")
    totals = SimpleNamespace(statements=SimpleNamespace(shared=SimpleNamespace(totals={"sum!0": None})))
    about = CheckerSentence(("combined",), 0, (x,), at_most(function("sum!0", "Int", (x,)), lin()))
    named = CheckerSentence(("goal",), 0, (), at_most(function("sum!0", "Int", (c := function("goal/0", "item"),)), lin()))
    assert [*at_parameters(totals, [], about)] == [about]  # type: ignore[arg-type]
    assert [s.values for s in at_parameters(totals, [named], about)] == [(c,)]  # type: ignore[arg-type]


def test_sums_at_terms_that_an_equation_determines_get_no_values_for_them() -> None:
    x, y = ("v", 7, "item"), ("v", 8, "item")
    built = function("sum!0", "Int", (function("pair", "item", (x, y)),))
    plain = function("sum!0", "Int", (x,))
    about = CheckerSentence(("combined",), 0, (x, y), at_most(built, plain))
    c = function("goal/0", "item")
    alone = CheckerSentence(("combined",), 0, (x, y), at_most(built, lin()))
    assert [made.matrix for made in at_terms(alone, {"sum!0": [(c,)]})] == [alone.matrix]
    (made,) = at_terms(about, {"sum!0": [(c,), (c,)]})
    assert x not in made.variables
