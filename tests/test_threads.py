"""Eight threads that ask at once get the same answers as one that asks alone."""

from __future__ import annotations

import gc
from threading import Barrier, Thread

import pytest

from certify.api import LoadedProblem, load
from certify.bounds.derived_bounds import problem_bounds
from certify.codegen.meaning import collector_paused
from certify.core.mistakes import Mistake, Source
from certify.library import standard

from .hunt import finds
from .hunt_threads import often_switched


@pytest.mark.parametrize("start", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 30))])
def test_threads_say_what_one_says(start: int) -> None:
    assert finds("threads", range(start, start + 1)) == []


@pytest.mark.slow
def test_one_formula_by_way_of_dnnt() -> None:
    """Four threads solve a satisfiable formula, each with its own `load`, twice each."""
    data = {
        "variables": ["p", "q", "r"],
        "clauses": [
            [{"positive": "p"}, {"negative": "q"}, {"positive": "r"}],
            [{"negative": "p"}, {"positive": "q"}, {"positive": "r"}],
            [{"negative": "r"}, {"positive": "q"}],
        ],
    }
    answers: list[str] = []
    barrier = Barrier(4)

    def run() -> None:
        barrier.wait()
        for _ in range(2):
            try:
                sat = load("3sat")
                assert isinstance(sat, LoadedProblem)
                answers.append(sat.solve(sat.instance(data), via="dnnt").answer)
            except Exception as error:
                answers.append(repr(error))

    threads = [Thread(target=run) for _ in range(4)]
    with often_switched():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == ["yes"] * 8


def test_a_mistake_does_not_depend_on_what_was_asked_before() -> None:
    text = "problem A restricts B where true\n\nproblem B restricts A where true\n"

    def said(*names: str) -> str:
        library = standard().with_texts([Source("circle.red", text)])
        for name in names[:-1]:
            with pytest.raises(Mistake):
                library.problem(name)
        with pytest.raises(Mistake) as mistake:
            library.problem(names[-1])
        return str(mistake.value)

    assert said("B") == said("A", "B") == said("A", "B", "A", "B")
    assert "`B` is declared in terms of itself" in said("A", "B")


def test_bounds_speak_of_the_text_that_was_asked_about() -> None:
    """Two texts have the same meaning, with different places."""
    text = (
        "problem Twice\n  instance k : nat\n           many : seq of nat\n"
        "  measures b = bits(k), n = |many|, d = max(bits(i) | i in many)\n  witness  none\n"
        "  accepts  (fold x = k over i in many: x * x) > 0\n"
    )
    one, other = (standard().with_texts([Source(name, text)]).problem("Twice") for name in ("one.red", "other.red"))
    assert one == other
    for problem, name in ((one, "one.red"), (other, "other.red")):
        bounds = problem_bounds(problem)
        marks = {str(line.mark).partition(":")[0] for line in bounds.trace if line.mark is not None}
        marks |= {str(o.mark).partition(":")[0] for b in bounds.times.values() for o in b.obstacles if o.mark is not None}
        assert marks == {name}


def test_threads_leave_the_collector_as_it_was() -> None:
    def pause() -> None:
        for _ in range(2000):
            with collector_paused():
                pass

    threads = [Thread(target=pause) for _ in range(4)]
    with often_switched():
        for thread in threads:
            thread.start()
        for _ in range(2000):
            with collector_paused():
                assert not gc.isenabled()
            assert gc.isenabled()
        for thread in threads:
            thread.join()
    assert gc.isenabled()
