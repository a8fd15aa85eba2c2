"""Solvers of others at the far end of a chain: `solve --solver-cmd`, and `map`, `lift` and `decode` around them."""

from __future__ import annotations

import gzip
import shlex
import sys
from pathlib import Path

import pytest

from certify.solve.drat import NoProof, proof_lines

from .conftest import Certify

SOLVER = """
import itertools, sys
rows = [line.split() for line in open(sys.argv[1]) if line[0] not in "c"]
n, clauses = int(rows[0][2]), [[int(w) for w in row[:-1]] for row in rows[1:]]
for bits in itertools.product((1, -1), repeat=n):
    if all(any(bits[abs(l) - 1] * l > 0 for l in c) for c in clauses):
        print("c found", "s SATISFIABLE", "v " + " ".join(str(b * (i + 1)) for i, b in enumerate(bits)) + " 0", sep="\\n")
        sys.exit(10)
print("s UNSATISFIABLE")
proof = [bits for k in range(n - 1, -1, -1) for bits in itertools.product((1, -1), repeat=k)]
for file in sys.argv[2:]:
    print("\\n".join(" ".join([*(str(-b * (i + 1)) for i, b in enumerate(bits)), "0"]) for bits in proof), file=open(file, "w"))
sys.exit(20)
"""
YES, NO = "p cnf 2 2\n1 2 0\n-1 2 0\n", "p cnf 2 4\n1 2 0\n1 -2 0\n-1 2 0\n-1 -2 0\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "solver.py").write_text(SOLVER)
    (tmp_path / "yes.cnf").write_text(YES)
    (tmp_path / "no.cnf").write_text(NO)
    return tmp_path


PYTHON = f"{shlex.quote(sys.executable)} solver.py"


def test_its_answers_are_lifted_and_verified(certify: Certify, files: Path) -> None:
    said = certify("solve", "3sat", "yes.cnf", "--solver-cmd", f"{PYTHON} {{file}}")
    assert said.code == 0
    assert 'yes: verified by ThreeSAT\n["1", "2"]\n' in said.out
    said = certify("solve", "3sat", "no.cnf", "--solver-cmd", f"{PYTHON} {{file}}")
    assert (said.code, said.out.splitlines()[-1]) == (0, "no: the solver says so")


def test_a_no_counts_more_with_a_proof_that_is_checked(certify: Certify, files: Path) -> None:
    said = certify("solve", "3sat", "no.cnf", "--solver-cmd", f"{PYTHON} {{file}} {{proof}}", "--json")
    assert said.json["result"]["effort"]["checked"] is True
    assert said.json["result"]["because"].startswith("the proof was checked")
    (files / "solver.py").write_text(SOLVER.replace("n - 1, -1, -1", "1"))
    said = certify("solve", "3sat", "no.cnf", "--solver-cmd", f"{PYTHON} {{file}} {{proof}}")
    assert said.out.splitlines()[-1] == (
        "no: the solver says so, and its proof was not accepted: a line does not follow by unit propagation"
    )


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("no-such-solver {file}", "`no-such-solver`: there is no such program"),
        ("sh -c 'echo broken >&2; exit 3' {file}", "ended with the exit code 3 and gave no answer:\nbroken"),
        ("sh -c 'exit 0' {file}", "ended with the exit code 0 and gave no answer"),
        ("sh -c 'kill -9 $$' {file}", "was killed by signal 9"),
        ("sh -c 'echo s SATISFIABLE; exit 20' {file}", "says SATISFIABLE, and its exit code 20 means UNSATISFIABLE"),
        ("sh -c 'echo s SATISFIABLE; echo v 1 -2 0; exit 10' {file}", "its assignment is no model of the formula"),
        ("kissat", "has to name one file"),
        ("kissat {file} {file.lp}", "has to name one file"),
        ("kissat {fil}", "`{fil}` stands for nothing"),
        ("kissat '{file}", "no closing quotation"),
        ("kissat {file.lp} {proof}", "a `{proof}` is of the formula"),
        ("sh -c true {file.lp}", "ThreeSAT has no form as an LP file"),
    ],
)
def test_what_goes_wrong(certify: Certify, files: Path, command: str, says: str) -> None:
    said = certify("solve", "3sat", "yes.cnf", "--solver-cmd", command)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_no_shell_reads_the_command(certify: Certify, files: Path) -> None:
    said = certify("solve", "3sat", "yes.cnf", "--solver-cmd", "echo s UNKNOWN {file}; touch broken && $(touch broken)")
    assert "TOUCH BROKEN &&" in said.err
    assert not (files / "broken").exists()


def test_answers_in_files_unknown_and_time(certify: Certify, files: Path) -> None:
    said = certify("solve", "3sat", "yes.cnf", "--solver-cmd", "sh -c 'echo SAT > $2; echo 1 2 0 >> $2' sh {file} {out}")
    assert '["1", "2"]' in said.out
    said = certify("solve", "3sat", "yes.cnf", "--solver-cmd", "sh -c 'echo s UNKNOWN' {file}")
    assert (said.code, said.out.splitlines()[-1]) == (3, "unknown: the solver gives no answer")
    said = certify("solve", "3sat", "yes.cnf", "--seconds", "0.8", "--solver-cmd", "sh -c 'sleep 30' {file}")
    assert said.code == 3


def test_map_and_lift_around_a_solver_of_integer_programs(certify: Certify, files: Path) -> None:
    (files / "g.edges").write_text("a b\nb c\n")
    assert certify("map", "vc", "zerooneprogramming", "g.edges", "--set", "k=1", "-o", "g.lp.gz").code == 0
    assert " x1 x2 x3\n" in gzip.decompress((files / "g.lp.gz").read_bytes()).decode()
    (files / "g.sol").write_text("Optimal - objective value 0.0\n      1 x2    1   0\n")
    to = ("vc", "zerooneprogramming", "g.edges", "--set", "k=1")
    assert certify("lift", *to, "g.sol").out == '["b"]\n'
    (files / "g.sol").write_text("Infeasible - objective value 0.0\n")
    assert certify("lift", *to, "g.sol").out == "no: the solver says so\n"
    (files / "g.sol").write_text("solution status: optimal\nobjective value: 0\nx1 1\n")
    assert "its solution is no witness of this instance's image" in certify("lift", *to, "g.sol").err
    said = certify("solve", "vc", "g.edges", "--set", "k=1", "--via", "zerooneprogramming", "--solver-cmd",
                   "sh -c 'echo s SATISFIABLE; echo v x2' sh {file.opb}")  # fmt: skip
    assert '["b"]' in said.out


def test_a_no_about_a_file_that_says_something_else_is_unknown(certify: Certify, files: Path) -> None:
    said = certify("lift", "maxtwosat", "maxtwosat", "no.cnf", "-", "--set", "k=3", stdin="s UNSATISFIABLE\n")
    assert said.code == 3
    assert "such a file says something else than MaxTwoSAT asks; `certify encode` writes a formula that asks the same" in said.out
    assert certify("lift", "maxtwosat", "maxtwosat", "no.cnf", "-", "--set", "k=3", stdin="s OPTIMUM FOUND\nv 11\n").code == 0
    said = certify("lift", "maxtwosat", "maxtwosat", "no.cnf", "-", "--set", "k=4", stdin="s OPTIMUM FOUND\nv 11\n")
    assert (said.code, said.out) == (0, "no: the solver says so\n")


def test_decode_takes_unknown_and_solution_lines(certify: Certify, files: Path) -> None:
    assert certify("encode", "3sat", "yes.cnf", "-o", "f.cnf").code == 0
    said = certify("decode", "3sat", "yes.cnf", "-", stdin="s UNKNOWN\n")
    assert (said.code, said.out) == (3, "unknown: the solver gives no answer\n")
    assert "no model of this instance's formula" in certify("decode", "3sat", "yes.cnf", "-", stdin="s SATISFIABLE\nv 0\n").err


@pytest.mark.parametrize("data", [b"1 x 0\n", b"1 2\n", b"a\x02", b"a\x02\x00x"])
def test_what_is_no_proof(data: bytes) -> None:
    with pytest.raises(NoProof):
        list(proof_lines(data))
