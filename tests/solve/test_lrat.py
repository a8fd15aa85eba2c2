"""Proofs with hints: those of the solver are right, forged ones are refused, and the checker of certificates agrees."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from certify.certificates import checker
from certify.solve.drat import NoProof
from certify.solve.lrat import Step, needed, refutes
from certify.solve.sat import refutation
from certify.solve.sat_process import Refuter, packed, refuting

Clauses = list[list[int]]


def formula(seed: int) -> Clauses:
    """Return a small formula, in which literals may be repeated, clauses tautological, and now and then empty."""
    draw = Random(seed)
    variables, longest = draw.randint(1, 7), draw.choice((1, 2, 3, 4))
    least = 1 if draw.random() < 0.9 else 0
    return [
        [draw.choice((1, -1)) * draw.randint(1, variables) for _ in range(draw.randint(least, longest))]
        for _ in range(draw.randint(1, 7 * variables))
    ]


def satisfiable(clauses: Clauses) -> bool:
    """Return whether one of all assignments satisfies a formula."""
    variables = max((abs(x) for clause in clauses for x in clause), default=0)
    return any(
        all(any(true[abs(x) - 1] == (x > 0) for x in clause) for clause in clauses)
        for true in product((False, True), repeat=variables)
    )


def replayed(clauses: Clauses, steps: list[Step]) -> bool:
    """Return whether the checker of certificates, which ignores hints, accepts the steps, and they end with the empty clause."""
    most = max((abs(x) for clause in [*clauses, *(c for c, _ in steps)] for x in clause), default=1)
    state = checker.Propagation(most, map(list, clauses), checker.Work(10**7))
    return all(state.follows([*dict.fromkeys(clause)]) for clause, _ in steps) and bool(steps) and not steps[-1][0]


def forged(steps: list[Step], clauses: int, draw: Random) -> list[Step]:
    """Return steps with one change: of a literal, a hint, the order of hints or steps, or a step or hint that is missing."""
    made = [(list(clause), list(hints)) for clause, hints in steps]
    i = draw.randrange(len(made))
    clause, hints = made[i]
    match draw.randrange(7):
        case 0:
            del made[i]
        case 1 if clause:
            clause[0] = -clause[0]
        case 2:
            del hints[draw.randrange(len(hints))]
        case 3:
            hints[draw.randrange(len(hints))] = draw.randint(0, clauses + len(made) + 1)
        case 4:
            draw.shuffle(hints)
        case 5 if clause:
            del clause[0]
        case _:
            draw.shuffle(made)
    return made


def test_proofs_are_accepted_and_forged_ones_only_if_they_are_right() -> None:
    refuted = refused = 0
    for seed in range(250):
        clauses, draw = formula(seed), Random(seed)
        steps = refutation(clauses)
        assert (steps is None) == satisfiable(clauses)
        if steps is None:
            continue
        refuted += 1
        assert refutes(clauses, steps)
        assert replayed(clauses, steps)
        for _ in range(8):
            other = forged(steps, len(clauses), draw)
            if refutes(clauses, other):  # the change did no harm
                assert replayed(clauses, other)
            else:
                refused += 1
        fewer = [clause for clause in clauses if draw.random() < 0.6]
        assert not (refutes(fewer, steps) and satisfiable(fewer))
    assert refuted > 100
    assert refused > 500


SQUARE = [[1, 2], [1, -2], [-1, 2], [-1, -2]]
RIGHT: list[Step] = [([1], [1, 2]), ([], [5, 3, 4])]

FORGED: dict[str, list[Step]] = {
    "no step": [],
    "no hints": [([1], [1, 2]), ([], [])],
    "not the empty clause at the end": RIGHT[:1],
    "a step that is missing": RIGHT[1:],
    "a hint that is missing": [([1], [1]), ([], [5, 3, 4])],
    "a hint too many": [([1], [1, 2, 2]), ([], [5, 3, 4])],
    "hints in another order": [([1], [1, 2]), ([], [3, 5, 4])],
    "its own number": [([1], [5]), ([], [5, 3, 4])],
    "a later step": [([1], [6, 1, 2]), ([], [5, 3, 4])],
    "the number 0": [([1], [0, 1, 2]), ([], [5, 3, 4])],
    "a number from the end": [([1], [-1, -2]), ([], [5, 3, 4])],
    "another literal": [([-1], [1, 2]), ([], [5, 3, 4])],
    "a tautology that shows nothing": [([1, -1], [1, 2]), ([], [5, 3, 4])],
    "a clause that is satisfied": [([1], [1, 2]), ([2], [5, 1]), ([], [6, 5, 4])],
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_proof_is_refused(what: str) -> None:
    assert refutes(SQUARE, RIGHT)
    assert not refutes(SQUARE, FORGED[what])


def test_the_formula_has_the_numbers_that_no_step_has() -> None:
    """The solver simplifies some clauses as they come, before it has read all of them."""
    clauses = [[1], [-1, 2], [3, 4], [-2, -3], [-4, -1], [5, 6]]
    assert list(needed(b"3 2 0 1 2 0\n6 -3 0 3 5 0\n7 4 0 6 4 0\n7 d 4 0\n9 0 1 7 8 0\n", clauses)) == [
        ([2], [1, 2]),
        ([-3], [7, 4]),
        ([4], [8, 3]),
        ([], [1, 9, 5]),
    ]


def test_steps_on_which_the_end_does_not_depend_are_left_out() -> None:
    proof = needed(b"5 2 0 3 1 0\n6 1 0 1 2 0\n7 0 6 3 4 0\n", SQUARE)
    assert (list(proof), len(proof), proof.length) == (RIGHT, 2, 3)


CUT = [b"", b"5 1 0 1 2 0\n", b"5 1 0 1 2 0\n6 0 5 3", b"p cnf 1 1\n", b"a\x0a\x02\x00"]


@pytest.mark.parametrize("data", CUT)
def test_data_without_an_end_are_no_proof(data: bytes) -> None:
    with pytest.raises(NoProof):
        needed(data, SQUARE)


@pytest.mark.parametrize("data", CUT)
def test_a_proof_that_is_not_written_to_its_end_leaves_the_answer_unproved(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(Refuter, "written", lambda refuter: data)
    (answer, *_), (right, _) = refuting(2, packed(SQUARE), prove=True, work=None, phases=[])
    assert (answer, right) == ("no", False)
    assert refutation(SQUARE) is None
