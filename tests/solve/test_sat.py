"""The SAT solver in its own process, its proofs and their checker, and the solution of problems from their texts."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from dratify import check_proof, parse_dimacs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pysat.formula import CNF
from pysat.solvers import Solver

from certify.circuits.gates import Circuit
from certify.generate.enumeration import default_bounds, instances, instances_by_shape
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.proofs import checked
from certify.solve.sat import Decider
from certify.solve.sat_process import SOLVER
from certify.solve.sat_search import solve_by_sat, verifier
from certify.solve.search import search
from certify.system.resources import folder
from tests.conftest import Certify
from tests.names import PROBLEMS, every, sampled

ROOT = folder("reductions").parent


@pytest.fixture(scope="module")
def decider() -> Iterator[Decider]:
    """Provide one solver process for all tests."""
    with Decider() as decider:
        yield decider


def pigeons(holes: int) -> tuple[Circuit, list[int]]:
    """Return a circuit and roots that are all true if holes + 1 pigeons are each in a hole of its own."""
    circuit = Circuit()
    sits = [[circuit.input() for _ in range(holes)] for _ in range(holes + 1)]
    alone = [-circuit.both(a[h], b[h]) for h in range(holes) for i, a in enumerate(sits) for b in sits[:i]]
    return circuit, [*map(circuit.some, sits), *alone]


def test_no_comes_with_a_checked_proof(decider: Decider) -> None:
    circuit, roots = pigeons(6)
    found = decider.decide(circuit, roots, prove=True)
    assert (found.answer, found.checked) == ("no", True)
    assert found.steps > 10
    assert len(found.proof) == 64


def test_yes_comes_with_inputs_under_which_all_roots_are_true(decider: Decider) -> None:
    circuit, roots = pigeons(6)
    found = decider.decide(circuit, roots[1:], prove=True)  # one pigeon may be in no hole
    assert found.answer == "yes"
    values = circuit.under(found.true)
    assert all(values[r] if r > 0 else not values[-r] for r in roots[1:])


def test_out_of_time_is_unknown_and_the_next_question_is_answered(decider: Decider) -> None:
    circuit, roots = pigeons(12)
    assert decider.decide(circuit, roots, 0.3).answer == "unknown"
    assert decider.decide(circuit, roots[1:], 60).answer == "yes"


def refuted(seed: int) -> tuple[list[list[int]], list[str]]:
    """Return a random unsatisfiable formula with the proof of the solver."""
    rng = random.Random(seed)
    while True:
        n = rng.randint(4, 30)
        clauses = [[rng.choice((1, -1)) * v for v in rng.sample(range(1, n + 1), 3)] for _ in range(6 * n)]
        with Solver(name=SOLVER, bootstrap_with=clauses, with_proof=True) as solver:
            if not solver.solve():
                return clauses, list(solver.get_proof())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_the_checker_of_proofs_agrees_with_another_one(seed: int, data: st.DataObject) -> None:
    clauses, proof = refuted(seed)
    assert checked(clauses, proof)
    proof = [line for line in proof if not line.startswith("d")]  # a deletion may remove a clause that a shortened proof needs
    spoiled = [line for line in proof if data.draw(st.integers(0, 3))]
    text = "".join(f"{line}\n" for line in spoiled)
    formula = f"p cnf {max(abs(x) for c in clauses for x in c)} {len(clauses)}\n" + "".join(
        f"{' '.join(map(str, c))} 0\n" for c in clauses
    )
    if checked(clauses, spoiled) and any(line == "0" for line in spoiled):
        assert check_proof(parse_dimacs(formula), text).ok


def test_a_proof_of_something_else_is_not_accepted() -> None:
    clauses, proof = refuted(1)
    with Solver(name=SOLVER, bootstrap_with=clauses[:-40]) as solver:
        assert solver.solve()
    assert not checked(clauses[:-40], proof)


@pytest.mark.parametrize("name", every(6, sampled(n for n in PROBLEMS if n not in ("PosSLP", "CNNT"))))
def test_sat_and_search_agree_on_small_instances(name: str, decider: Decider) -> None:
    problem = standard().problem(name)
    meaning = ProblemMeaning(problem)
    answers = set()
    for _, values in instances_by_shape(problem, default_bounds(problem, 800), lambda: None):
        for x in islice(values, 0, None, 5):
            found = solve_by_sat(problem, x, decider, 60, prove=True)
            expected = search(problem, x, limit=1)
            assert found.decision.answer == ("yes" if expected.witnesses else "no"), x
            assert found.decision.answer == "yes" or found.decision.checked
            assert found.witness is None or meaning.accepts(x, found.witness)
            answers.add(found.decision.answer)
    assert "yes" in answers


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.lists(st.integers(-3, 3), min_size=4, max_size=4), st.integers(-6, 9), st.booleans()), min_size=1, max_size=4
    ),
    st.integers(1, 4),
)
def test_numbers_are_as_they_are_evaluated(
    decider: Decider, comparisons: list[tuple[list[int], int, bool]], divisor: int
) -> None:
    circuit = Circuit()
    x, y, a = circuit.number(), circuit.number(), circuit.input()
    guarded = circuit.times(a, x)
    half = circuit.quotient({x: 1, y: 2}, 1, divisor)
    wires = [y, a, guarded, half]
    roots = []
    for coefficients, bound, equal in comparisons:
        terms = {w: c for w, c in zip(wires, coefficients, strict=True) if c}
        if terms:
            roots.append(circuit.comparison("eq" if equal else "le", terms, bound))
    found = decider.decide(circuit, roots, 20)
    if found.answer == "yes":
        values = circuit.under(found.true, found.numbers)
        assert all(values[r] for r in roots)
    else:
        assert found.answer == "no"
        for true in ([], [a]):
            for m in range(7):
                for n in range(7):
                    values = circuit.under(true, {x: m, y: n})
                    assert not all(values[r] for r in roots)


KILLED = """
import os, signal, threading
from certify.solve.sat import Decider
from tests.solve.test_sat import pigeons

decider = Decider({forked})
circuit, roots = pigeons(13)
decider.decide(circuit, roots[1:], 60)
threading.Thread(target=decider.decide, args=(circuit, roots), daemon=True).start()  # hopeless
print(decider.process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a solver at work outlives a process that is killed")
@pytest.mark.parametrize("forked", [False, True], ids=["fresh", "forked"])
def test_no_solver_outlives_a_process_that_is_killed(tmp_path: Path, forked: bool) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED.format(forked=forked), encoding="utf-8")
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    pid = int(run.stdout)
    assert any(gone(pid) or time.sleep(0.1) for _ in range(100))


PLAIN = """
from certify.api import load

sat = load("3sat")
print(sat.solve(sat.instance({"variables": ["p"], "clauses": [[{"positive": "p"}]]}), by="sat").answer)
"""


def test_a_plain_script_is_not_run_again_by_the_process_of_the_solver(tmp_path: Path) -> None:
    script = tmp_path / "plain.py"
    script.write_text(PLAIN, encoding="utf-8")
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path, env=env)
    assert (run.stdout, run.stderr) == ("yes\n", "")


def gone(pid: int) -> bool:
    """Return whether a process has ended."""
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


# ------------------------------------------------------------------------------------------------ formulas for others


@pytest.mark.parametrize("name", ["Clique", "SubsetSum", "HamiltonianCycle", "ExactCover", "ThreeSAT"])
def test_another_solver_may_solve_the_formula(name: str) -> None:
    problem = standard().problem(name)
    answers = set()
    for x in islice(instances(problem, default_bounds(problem, 400)), 0, None, 7):
        of = verifier(problem, x)
        with Solver(name="minisat22", bootstrap_with=CNF(from_string=of.formula()).clauses) as solver:
            there_is = solver.solve()
            assert there_is == bool(search(problem, x, limit=1).witnesses)
            answers.add(there_is)
            if there_is:
                assert ProblemMeaning(problem).accepts(x, of.witness({v for v in solver.get_model() if v > 0}))
    assert answers == {True, False}


def test_the_command_line_writes_formulas_and_reads_answers(certify: Certify, tmp_path: Path) -> None:
    example, cnf, answer = ROOT / "examples" / "formula.cnf", tmp_path / "net.cnf", tmp_path / "answer"
    said = certify("encode", "3sat", example, "--via", "dnnt", "-o", cnf)
    assert (said.code, "DNNT as a formula of" in said.out) == (0, True)
    with Solver(name="minisat22", bootstrap_with=CNF(from_file=str(cnf)).clauses) as solver:
        assert solver.solve()
        answer.write_text("s SATISFIABLE\nv " + " ".join(map(str, solver.get_model())) + " 0\n")
    assert "yes: lifted back and verified by ThreeSAT" in certify("decode", "3sat", example, answer, "--via", "dnnt").out
    answer.write_text("s UNSATISFIABLE\n")
    assert "no: the solver says so" in certify("decode", "3sat", example, answer, "--via", "dnnt").out
    for text, says in (
        ("s SATISFIABLE\n", "no model of this instance's formula"),
        ("s SATISFIABLE\nv 99999 0\n", "out of range"),
    ):
        answer.write_text(text)
        wrong = certify("decode", "3sat", example, answer, "--via", "dnnt")
        assert (wrong.code, says in wrong.err) == (2, True)


def test_formulas_are_the_same_in_another_process(tmp_path: Path) -> None:
    texts = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        arguments = [
            sys.executable,
            "-c",
            "from certify.cli import main; main()",
            "encode",
            "3sat",
            str(ROOT / "examples" / "formula.cnf"),
            "-o",
            str(out),
        ]
        subprocess.run([*arguments, "--via", "dnnt"], check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        texts.append(out.read_text())
    assert texts[0] == texts[1]


def test_clauses_written_ahead_change_nothing() -> None:
    """Whether the next question is the one that was announced, another one, or asked after the circuit has grown."""
    circuit = Circuit()
    a, b, c = (circuit.input() for _ in range(3))
    questions = [(circuit.either(a, b), -a), (circuit.both(a, -b), b), (circuit.either(b, c), -c)]
    with Decider() as plain, Decider() as ahead:
        for roots, then in (
            (questions[0], questions[1]),
            (questions[1], questions[0]),
            (questions[2], questions[1]),
            (questions[1], ()),
        ):
            assert ahead.decide(circuit, roots, prove=True, then=then) == plain.decide(circuit, roots, prove=True)
        ahead.decide(circuit, questions[0], then=questions[2])
        circuit.both(a, c)
        assert ahead.decide(circuit, questions[2]) == plain.decide(circuit, questions[2])
