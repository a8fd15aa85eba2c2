"""Texts that exceed the budget of one evaluation: every backend reports it, with the reason that the text's first line gives.

None of them takes long (`certify.core.budgets`).  The texts are problems `P` of a set `A` and a number `k`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from certify import load
from certify.api import LoadedProblem
from certify.codegen import CompiledProblem
from certify.core.budgets import STEPS, Account, OutOfBudget, until
from certify.graph.solving import TooLarge
from certify.semantics.interpreter import ProblemMeaning

TEXTS = sorted((Path(__file__).parent / "exhausting").glob("*.red"))
SLOW = ("product_over_a_range", "doubling_definitions", "nested_ranges", "fractions_added", "squares_of_squares")
QUICK = [path for path in TEXTS if path.stem not in SLOW]
INSTANCE = {"A": ["a"], "k": 1}


def problem(path: Path) -> LoadedProblem:
    """Return the problem of a text."""
    loaded = load(path)
    assert isinstance(loaded, LoadedProblem)
    return loaded


def expected(path: Path) -> str:
    """Return the budget that the text exceeds."""
    return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# expect: ")


def beyond(run: Callable[[], object]) -> str:
    """Return the budget that an evaluation exceeds."""
    with pytest.raises((OutOfBudget, TooLarge)) as raised:
        run()
    return str(raised.value)


@pytest.mark.parametrize("path", QUICK, ids=lambda p: p.stem)
def test_every_reading_says_what_there_is_too_much_of(path: Path) -> None:
    loaded = problem(path)
    x = loaded.instance(INSTANCE)
    w = frozenset[int]()
    for accepts in (ProblemMeaning(loaded.problem).accepts, CompiledProblem(loaded.problem).accepts):
        says = beyond(lambda accepts=accepts: accepts(x.value, w))  # type: ignore[misc]
        assert expected(path) in says
        assert f"{path.name}:" in says
    assert expected(path) in beyond(lambda: loaded.solve(x))
    assert "more than" in beyond(lambda: loaded.solve(x, by="sat"))
    evidence = loaded.audit({"n": 1, "b": 1})
    assert evidence.verdict == "unknown"
    assert any(expected(path) in note for note in evidence.region.defaults)


@pytest.mark.slow
@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
@pytest.mark.parametrize("verb", ["audit", "bounds", "solve", "map", "encode", "consequences", "show"])
def test_no_verb_runs_long_or_fails(verb: str, path: Path, tmp_path: Path) -> None:
    given = tmp_path / "P.json"
    given.write_text(json.dumps(INSTANCE), encoding="utf-8")
    words = {
        "audit": ["P", "--seconds", "5"],
        "bounds": ["P"],
        "solve": ["P", str(given), "--seconds", "5"],
        "map": ["P", "P", str(given)],
        "encode": ["P", str(given)],
        "consequences": ["P"],
        "show": ["P"],
    }[verb]
    command = [sys.executable, "-c", "from certify.cli import main; main()", verb, *words, "--use", str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode in (0, 3), ended.stderr
    assert "Traceback" not in ended.stderr
    if ended.returncode == 3:
        assert "more than" in ended.stdout + ended.stderr or "unknown" in ended.stdout + ended.stderr


def test_many_rounds_are_too_many_for_the_interpreter_and_for_compiled_code() -> None:
    loaded = problem(next(path for path in TEXTS if path.stem == "doubling_definitions"))
    x = loaded.instance(INSTANCE).value
    compiled = CompiledProblem(loaded.problem)
    compiled.reference.code.account = lambda: Account(1000)  # compiled code leaves the report to the interpreter
    assert "1000 steps in one evaluation, at" in beyond(lambda: compiled.reference.accepts(x, frozenset()))


def test_rounds_are_paid_for_as_they_are_gone_through() -> None:
    loaded = problem(next(path for path in TEXTS if path.stem == "nested_ranges"))
    meaning = ProblemMeaning(loaded.problem, account=lambda: Account(1 << 10))
    assert "2^10 steps" in beyond(lambda: meaning.accepts(loaded.instance(INSTANCE).value, frozenset()))


def test_within_the_budget_nothing_changes() -> None:
    """A loop that ends early is charged only for the rounds that were run."""
    account = Account(STEPS)
    account.spend(STEPS)
    assert account.left == 0
    assert beyond(lambda: account.spend(1)) == "more than 2^24 steps in one evaluation"


def test_a_deadline_ends_an_evaluation() -> None:
    loaded = problem(next(path for path in TEXTS if path.stem == "nested_ranges"))
    meaning, x = ProblemMeaning(loaded.problem), loaded.instance(INSTANCE).value
    with until(time.monotonic() - 1), pytest.raises(TimeoutError):
        meaning.accepts(x, frozenset())


def test_what_goes_beyond_is_unknown_and_what_is_wrong_elsewhere_is_still_refuted(tmp_path: Path) -> None:
    text = tmp_path / "wrong.red"
    text.write_text(
        "problem P\n"
        "  instance A : set of labels\n"
        "           k : nat\n"
        "  measures n = |A|, b = bits(k)\n"
        "  witness  S : subset of A\n"
        "  accepts  (k = 1 and 10 ^ 1000000000 >= k) or |S| >= 1\n"
        "\n"
        "reduction P -> P\n"
        "  given    x\n"
        "  target   A = {}\n"
        "           k = x.k\n"
        "  forward  S -> S = {}\n"
        "  backward S -> S = {}\n",
        encoding="utf-8",
    )
    found = load(text).audit({"n": 1, "b": 2})
    assert found.verdict == "refuted"
