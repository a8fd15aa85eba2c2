"""The store changes nothing of the evidence, and what it holds is not done again."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from certify.audit import remembered_pieces, schedulers, work_units
from certify.audit.problem_audit import audit_problem
from certify.audit.reduction_audit import audit_chain
from certify.audit.remembered_evidence import remembered_evidence
from certify.audit.remembered_pieces import RememberedPieces, maker_key
from certify.audit.schedulers import Outcomes, Scheduler, ThisProcess
from certify.audit.work_units import Piece, UnitOutcome
from certify.evidence import Evidence
from certify.library import standard
from certify.system.deadlines import Clock
from certify.system.store import Store, opened
from tests.audit.test_schedulers import Backwards, covers, told
from tests.conftest import Certify
from tests.system.test_stops import begin, in_session, posix, when
from tests.test_audit_texts import WRONG, chain

WITHIN = {"n": 3, "m": 1, "b": 1}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "results.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with opened(str(file), pytest.fail) as kept:
        yield kept


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pieces small, so that a shape has several."""
    monkeypatch.setattr(work_units, "LARGEST", 1)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[Piece]:
    """The pieces that this process examines."""
    found: list[Piece] = []
    real = schedulers.examined

    def noted(examiner: Any, piece: Piece) -> UnitOutcome:
        found.append(piece)
        return real(examiner, piece)

    monkeypatch.setattr(schedulers, "examined", noted)
    return found


def keys(file: Path) -> list[bytes]:
    database = sqlite3.connect(file)
    found = [key for (key,) in database.execute("SELECT key FROM results ORDER BY key")]
    database.close()
    return found


def forget(file: Path, chosen: list[bytes]) -> None:
    database = sqlite3.connect(file)
    with database:
        database.executemany("DELETE FROM results WHERE key = ?", [(key,) for key in chosen])
    database.close()


# ------------------------------------------------------------------------------------------------ pieces


@pytest.mark.parametrize("elsewhere", [ThisProcess(), pytest.param(Backwards(), marks=pytest.mark.slow)])
@pytest.mark.usefixtures("small_pieces")
def test_any_pieces_may_be_remembered(
    file: Path, store: Store, examined: list[Piece], elsewhere: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered_pieces, "_AHEAD", 2)
    alone = told(audit_chain(covers(), WITHIN))
    examined.clear()
    where = RememberedPieces(elsewhere, store)
    assert told(audit_chain(covers(), WITHIN, scheduler=where)) == alone
    all_keys = keys(file)
    assert len(all_keys) > 10
    gone = random.Random(2).sample(all_keys, len(all_keys) // 2)
    forget(file, gone)
    examined.clear()
    assert told(audit_chain(covers(), WITHIN, scheduler=where)) == alone
    if isinstance(elsewhere, ThisProcess):
        assert len(examined) == len(gone)
    assert keys(file) == all_keys


@pytest.mark.slow
@pytest.mark.usefixtures("small_pieces")
def test_processes_use_the_same_pieces(file: Path, store: Store, examined: list[Piece]) -> None:
    alone = told(audit_chain(covers(), WITHIN))
    audit_chain(covers(), WITHIN, scheduler=RememberedPieces(ThisProcess(), store))
    all_keys = keys(file)
    forget(file, random.Random(1).sample(all_keys, len(all_keys) // 2))
    examined.clear()
    with schedulers.scheduler(2) as processes:
        assert told(audit_chain(covers(), WITHIN, scheduler=RememberedPieces(processes, store))) == alone
    assert keys(file) == all_keys
    assert told(audit_chain(covers(), WITHIN, scheduler=RememberedPieces(ThisProcess(), store))) == alone
    assert examined == []


@pytest.mark.usefixtures("small_pieces")
def test_problems_have_pieces_too(store: Store, examined: list[Piece]) -> None:
    problem = standard().problem("SubsetSum")
    within = {"n": 2, "b": 1, "c": 1}
    where = RememberedPieces(ThisProcess(), store)
    first = told(audit_problem(problem, within, scheduler=where))
    examined.clear()
    assert told(audit_problem(problem, within, scheduler=where)) == first
    assert examined == []
    assert first == told(audit_problem(problem, within))


@pytest.mark.parametrize(
    "path", [p for p in WRONG if p.stem.startswith(("vertexcover_to_s", "partition"))][:3], ids=lambda p: p.stem
)
def test_the_same_counterexample_is_found_again(store: Store, path: Path) -> None:
    within = dict.fromkeys((name for name, _ in chain(path).source.measures), 2)
    alone = told(audit_chain(chain(path), within))
    for _ in range(2):
        assert told(audit_chain(chain(path), within, scheduler=RememberedPieces(ThisProcess(), store))) == alone


@dataclass
class Ends:
    """A scheduler that gives the same outcome for each piece."""

    outcome: UnitOutcome

    def outcomes(self, make: Any, examiner: Any, work: Iterator[Piece], clock: Clock) -> Any:
        """See `Scheduler`."""
        yield from ((piece, self.outcome) for piece in work)


@pytest.fixture
def some_pieces(examined: list[Piece]) -> list[Piece]:
    """Three pieces of an audit."""
    audit_chain(covers(), {"n": 1, "m": 0, "b": 1})
    return examined[:3]


def test_pieces_that_do_not_pass_are_not_kept(file: Path, store: Store, some_pieces: list[Piece]) -> None:
    beyond = UnitOutcome()
    beyond.tally.skip("more than 2^24 steps")
    for outcome, number in (
        (UnitOutcome(failed=0), 0),
        (UnitOutcome(stopped=True), 0),
        (UnitOutcome(cut=True), 0),
        (beyond, 0),
        (UnitOutcome(), 3),
    ):
        given = outcomes(RememberedPieces(Ends(outcome), store), iter(some_pieces))
        assert list(given) == [(piece, outcome) for piece in some_pieces]
        assert len(keys(file)) == number


def test_numbers_of_any_length(file: Path, store: Store, some_pieces: list[Piece]) -> None:
    """A piece with a number that is too long to be written is examined each time."""

    class Long(int):
        """A number that Python does not write."""

        def __repr__(self) -> str:
            return repr(10**5000)

    long = [replace(piece, **{f.name: (Long(),) for f in fields(piece) if f.type.startswith("tuple")}) for piece in some_pieces]
    for _ in range(2):
        given = outcomes(RememberedPieces(Ends(UnitOutcome()), store), iter(long))
        assert [piece for piece, _ in given] == long
    assert keys(file) == []


def outcomes(where: Scheduler, work: Iterator[Piece]) -> Outcomes:
    """Return the outcomes of an examiner that finds nothing wrong."""
    return where.outcomes(partial(Nothing, 1), Nothing(1), work, Clock.start(None))


def test_an_error_comes_after_the_pieces_before_it(store: Store, some_pieces: list[Piece]) -> None:
    """Wherever they are examined, and whether or not they are in the store."""

    def work() -> Iterator[Piece]:
        yield from some_pieces
        raise KeyError("no more")

    with schedulers.scheduler(2) as processes:
        for where in (processes, RememberedPieces(ThisProcess(), store), RememberedPieces(ThisProcess(), store)):
            given = outcomes(where, work())
            assert [next(given)[0] for _ in range(3)] == some_pieces
            with pytest.raises(KeyError, match="no more"):
                next(given)


class Nothing:
    """An examiner that finds nothing wrong."""

    def __init__(self, number: int) -> None:
        self.number = number

    def examine(self, *_: Any) -> None:
        """See `Examiner`."""


def test_what_makes_the_examiner_decides() -> None:
    reduction = standard().reduction("IndependentSet:VertexCover")
    some = [partial(max, reduction), partial(min, reduction), partial(max, reduction.source), partial(max), partial(max, key=1)]
    assert len({maker_key(m) for m in some}) == len(some)
    with pytest.raises(TypeError, match="partial"):
        maker_key(lambda: None)  # type: ignore[arg-type,return-value]


KILLED = """
import sys, time
from certify.audit import schedulers
from certify.cli import main
real = schedulers.examined
def slow(examiner, piece):
    time.sleep(0.05)
    return real(examiner, piece)
schedulers.examined = slow
main()
"""


@posix
def test_a_killed_audit_goes_on_where_it_was(file: Path, certify: Certify, examined: list[Piece]) -> None:
    command = ["audit", "is:vc", "--within", "n=3,m=3,b=2", "--store", str(file), "--json"]
    process = begin(*command, code=KILLED)
    when(lambda: file.exists() and len(keys_now(file)) >= 3)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    when(lambda: not in_session(process.pid))
    done = len(keys(file))
    again = certify(*command)
    left = len(examined)
    examined.clear()
    alone = certify(*command[:4], "--store", "off", "--json")
    assert timeless(again.json) == timeless(alone.json)
    assert done >= 3
    assert 0 < left <= len(examined) - 3


def test_an_interrupted_audit_goes_on_where_it_was(
    file: Path, certify: Certify, examined: list[Piece], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["audit", "is:vc", "--within", "n=3,m=3,b=2", "--store", file, "--json"]
    with monkeypatch.context() as patched:
        patched.setattr(schedulers, "examined", interrupted_after(5, schedulers.examined))
        assert certify(*command).json["result"][0]["verdict"] == "unknown"
    assert (len(keys(file)), len(examined)) == (5, 5)
    first = list(examined)
    assert certify(*command).code == 0
    assert len(examined) == len(set(map(repr, examined)))
    assert examined[:5] == first
    assert len(examined) > 5


def interrupted_after(number: int, real: Any) -> Any:
    """Return a way of examining pieces that is interrupted after a number of them."""
    left = iter(range(number))

    def examine(examiner: Any, piece: Piece) -> UnitOutcome:
        if next(left, None) is None:
            raise KeyboardInterrupt
        found: UnitOutcome = real(examiner, piece)
        return found

    return examine


def keys_now(file: Path) -> list[bytes]:
    try:
        return keys(file)
    except sqlite3.Error:  # there are no tables yet
        return []


def timeless(answer: Any) -> Any:
    return [{**evidence, "seconds": 0} for evidence in answer["result"]]


# ------------------------------------------------------------------------------------------------ evidence


def test_a_second_audit_gives_the_same_document(file: Path, certify: Certify, examined: list[Piece], tmp_path: Path) -> None:
    command = ["audit", "subsetsum:partition", "--within", "n=2,b=1,c=1", "--store", file]
    first = certify(*command, "--json")
    assert examined
    examined.clear()
    assert certify(*command, "--json").out == first.out
    assert certify(*command, "--json", "--jobs", "2", "--seconds", "1000").out == first.out
    assert "  from the store\n  saved as " in certify(*command, "--save", "--proofs", tmp_path).out
    saved = json.loads((tmp_path / "SubsetSum-Partition.cert").read_text("utf-8"))
    assert saved["apart"]["seconds"] == first.json["result"][0]["seconds"]
    assert examined == []


@pytest.mark.parametrize("path", [p for p in WRONG if p.stem == "vertexcover_to_setcover_bound_raised"], ids=lambda p: p.stem)
def test_a_counterexample_from_the_store_is_drawn(file: Path, certify: Certify, tmp_path: Path, path: Path) -> None:
    command = ["audit", path, "--store", file, "--within", "n=3,m=3"]
    first = certify(*command, "--json")
    second = certify(*command, "--json", "--picture", tmp_path / "x.svg")
    assert second.out == first.out
    assert first.code == second.code == 1
    assert (tmp_path / "x.svg").stat().st_size > 1000


def test_what_was_stopped_is_not_kept(file: Path, certify: Certify, examined: list[Piece]) -> None:
    command = ["audit", "is:vc", "--within", "n=3,m=3,b=2", "--store", file, "--json"]
    assert certify(*command, "--seconds", "0").code == 3
    assert certify(*command).code == 0
    assert examined


# ------------------------------------------------------------------------------------------------ changed texts

PROBLEM = """\
problem {name}
  instance k : nat
  valid    k <= 6
  measures b = bits(k)
  witness  w : one of {{k}}
  accepts  w <= {most}
"""
REDUCTION = """\
reduction {source} -> {target}
  given    x
  target   k = x.k
  forward  w -> w = w
  backward w -> w = w
"""


class Texts:
    """Three files: a problem that the second one uses, and a third one that uses neither."""

    def __init__(self, folder: Path, file: Path, certify: Certify) -> None:
        self.file, self.certify = file, certify
        self.paths = [folder / f"{name}.red" for name in ("shared", "first", "second")]
        self.write(0, PROBLEM.format(name="Shared", most=4))
        self.write(1, PROBLEM.format(name="First", most=4) + "\n" + REDUCTION.format(source="First", target="Shared"))
        names = PROBLEM.format(name="Second", most=2) + "\n" + PROBLEM.format(name="Third", most=2)
        self.write(2, names + "\n" + REDUCTION.format(source="Second", target="Third"))

    def write(self, number: int, text: str) -> None:
        self.paths[number].write_text(text, encoding="utf-8")

    def audited(self) -> dict[str, str]:
        """Audit all reductions; return the verdict of each, with a star if it comes from the store."""
        use = [word for path in self.paths for word in ("--use", path)]
        out = ""
        for name in ("First:Shared", "Second:Third"):
            out += self.certify("audit", name, *use, "--store", self.file).out
        found: dict[str, str] = {}
        for line in out.splitlines():
            if line[:1] not in ("", " "):
                subject, verdict, *_ = line.split()
                found[subject] = verdict
            elif line == "  from the store":
                found[subject] += "*"
        return found


@pytest.mark.slow
def test_a_changed_definition_has_audited_again_what_depends_on_it(
    file: Path, certify: Certify, tmp_path: Path, examined: list[Piece]
) -> None:
    texts = Texts(tmp_path, file, certify)
    assert texts.audited() == {"First:Shared": "proved", "Second:Third": "proved"}
    assert texts.audited() == {"First:Shared": "proved*", "Second:Third": "proved*"}
    texts.write(0, PROBLEM.format(name="Shared", most=3))
    assert texts.audited() == {"First:Shared": "refuted", "Second:Third": "proved*"}
    texts.write(0, "\n# A remark.\n" + PROBLEM.format(name="Shared", most=4))
    examined.clear()
    assert texts.audited() == {"First:Shared": "proved*", "Second:Third": "proved*"}
    assert examined == []


def test_places_are_those_of_the_text_as_it_is(file: Path, certify: Certify, tmp_path: Path) -> None:
    texts = Texts(tmp_path, file, certify)
    command = ["audit", "First:Shared", "--use", texts.paths[0], "--use", texts.paths[1], "--store", file]
    for above in ("", "\n\n\n", "", "# x\n"):
        texts.write(0, above + PROBLEM.format(name="Shared", most=3))
        assert f"shared.red:{6 + above.count(chr(10))}:" in certify(*command).out
    texts.write(0, PROBLEM.format(name="Shared", most=3).replace("w <= 3", "w < 4"))
    assert "`w < 4`" in certify(*command).out
    texts.write(0, PROBLEM.format(name="Shared", most=3).replace("w <= 3", "(w) <= 3"))
    assert "`(w) <= 3`" in certify(*command).out


@pytest.mark.slow
def test_a_stopped_gathering_is_done_again(store: Store) -> None:
    gathered = []

    def gather() -> Evidence:
        gathered.append(audit_chain(covers(), {"n": 1}))
        return gathered[-1]

    subject = covers().reductions
    for settings, stopped, times in (({}, True, 1), ({}, False, 2), ({}, False, 2), ({"n": 1}, False, 3)):
        remembered_evidence(store, subject, settings, gather, lambda _, ended=stopped: ended)
        assert len(gathered) == times
