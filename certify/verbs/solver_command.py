"""`solve --solver-cmd`: a solver of somebody else at the far end of a chain; its answer is read, lifted and verified."""

from __future__ import annotations

import re
import shlex
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from certify.console import Usage
from certify.errors import InputError
from certify.records import dataclass
from certify.system.files import MOST, CannotRead, read_bytes
from certify.system.outside_program import Ran, run_program
from certify.verbs.methods import as_good_as_the_chain
from certify.verbs.solver_answers import SAYS_SO, LiftedAnswer, lifted_answer

if TYPE_CHECKING:
    from certify.chains import Chain, Stages
    from certify.graph.solving import Solution
    from certify.semantics.named_instances import Instance
    from certify.solve.sat_search import Verifier

_PLACE = re.compile(r"\{(file|out|proof)((?:\.\w+)?)\}")
_CODES = {"SATISFIABLE": 10, "SAT": 10, "UNSATISFIABLE": 20, "UNSAT": 20}
"""The exit codes of SAT solvers, by what they say then."""

_LAST_LINES = 5


class SolverFailed(InputError):
    """The command of a solver gave no answer, or one that contradicts itself; `str()` says what it did."""


@dataclass(frozen=True)
class OutsideSolution:
    """The solution, the program that found it, and the reason of a `no` or `unknown`."""

    solution: Solution
    program: str
    why: str


def solve_outside(chain: Chain, instance: Instance, command: str, seconds: float | None, anyway: bool = False) -> OutsideSolution:
    """Solve the far end of a chain by a command, and lift the answer.

    - `command`: its words, with quotes as in a shell, which does not read them.  `{file}` stands for the file that is to be
      solved: the formula of `encode`, or with an ending as in `{file.lp}` the image in that format.  `{out}` is a file that the
      solver writes its answer to, else it prints it; `{proof}` one for its proof in DRAT.
    - `seconds`: the time limit.
    - `anyway`: use a chain with a refuted reduction.

    Raises Usage for a command without a file, CannotRun and SolverFailed if the command fails, and the errors of `verifier_of`,
    `write_instance` and `lifted_answer`.
    """
    from certify.graph.solving import Solution, evidence_of, mapped, verifier_of

    began = time.monotonic()
    words = _words(command)
    ending = next(m[2] for word in words for m in _PLACE.finditer(word) if m[1] == "file")
    evidence = evidence_of(chain, anyway)
    of: Verifier | None = None
    if ending in ("", ".cnf"):
        stages, of = verifier_of(chain, instance)
        text = of.formula()
    else:
        from certify.formats import write_instance

        stages = mapped(chain, instance)
        text = write_instance(stages.instances[-1], ending)
    with tempfile.TemporaryDirectory(prefix="certify-") as folder:
        paths = _paths(words, Path(folder))
        paths["file", ending].write_text(text, encoding="utf-8")
        left = None if seconds is None else max(seconds - (time.monotonic() - began), 0.0)
        ran = run_program([_PLACE.sub(lambda m: str(paths[m[1], m[2]]), word) for word in words], left)
        answer = next((_content(path) for (kind, _), path in paths.items() if kind == "out"), ran.out)
        proof = next((_content(path) for (kind, _), path in paths.items() if kind == "proof"), b"")
    if ran.code is None:
        found, effort = LiftedAnswer("unknown", why="out of time"), dict[str, int | bool]()
    elif of is None:
        found = lifted_answer(chain, stages, _said(ran, answer, words[0], text_only=True), words[0])
        effort = {"bytes": len(text)}
    else:
        found, effort = _of_formula(chain, stages, of, text, _said(ran, answer, words[0], text_only=False), proof, words[0])
    witnesses = (found.witness,) if found.answer == "yes" else ()
    used = time.monotonic() - began
    return OutsideSolution(
        Solution(stages, found.answer, found.witness, witnesses, effort, used, evidence), Path(words[0]).name, found.why
    )


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise Usage(f"`--solver-cmd`: {str(error).lower()}") from None
    places = [(m[1], m[2]) for word in words for m in _PLACE.finditer(word)]
    unknown = next((m for word in words for m in re.findall(r"\{\w+(?:\.\w+)?\}", word) if not _PLACE.fullmatch(m)), None)
    if unknown:
        raise Usage(f"`--solver-cmd`: `{unknown}` stands for nothing; there are `{{file}}`, `{{out}}` and `{{proof}}`")
    files = {ending for kind, ending in places if kind == "file"}
    if len(files) != 1:
        raise Usage("`--solver-cmd`: the command has to name one file that is to be solved, as in 'kissat {file}'")
    if len({place for place in places if place[0] == "out"}) > 1 or len({p for p in places if p[0] == "proof"}) > 1:
        raise Usage("`--solver-cmd`: name one `{out}` and one `{proof}`")
    if any(kind == "proof" for kind, _ in places) and files - {"", ".cnf"}:
        raise Usage("`--solver-cmd`: a `{proof}` is of the formula that `{file}` stands for")
    return words


def _paths(words: list[str], folder: Path) -> dict[tuple[str, str], Path]:
    found = {(m[1], m[2]) for word in words for m in _PLACE.finditer(word)}
    return {(kind, ending): folder / f"{kind}{ending or ('.cnf' if kind == 'file' else '')}" for kind, ending in found}


def _content(path: Path) -> bytes:
    """Return what a solver wrote into a file; nothing if it did not write it."""
    if not path.exists():
        return b""
    try:
        return read_bytes(path, "what a solver writes")
    except CannotRead:
        raise SolverFailed(f"the solver wrote more than {MOST >> 20} MiB into {path.name}") from None


def _said(ran: Ran, answer: bytes, program: str, *, text_only: bool) -> str:
    """Return a solver's answer as a text with a verdict, which the exit code may give.

    Raises SolverFailed if it has none, or if the exit code contradicts it.
    """
    text = answer.decode("utf-8", "replace")
    said = re.search(rf"^(?:s\s+)?({'|'.join(_CODES)})\s*$", text, re.MULTILINE)
    of_code = None if text_only else next((verdict for verdict, code in _CODES.items() if code == ran.code), None)
    if of_code and said and _CODES[said[1]] != ran.code:
        raise SolverFailed(f"`{program}` says {said[1]}, and its exit code {ran.code} means {of_code}")
    if of_code and not said:
        text = f"s {of_code}\n{text}"
    if not said and not of_code and (not text.strip() or ran.code not in (0, *_CODES)):
        last = b"\n".join([*ran.err.strip().splitlines(), *ran.out.strip().splitlines()][-_LAST_LINES:]).decode(
            "utf-8", "replace"
        )
        how = (
            f"was killed by signal {-ran.code}"
            if ran.code is not None and ran.code < 0
            else f"ended with the exit code {ran.code}"
        )
        raise SolverFailed(f"`{program}` {how} and gave no answer" + (f":\n{last}" if last else ""))
    return text


def _of_formula(
    chain: Chain, stages: Stages, of: Verifier, formula: str, text: str, proof: bytes, program: str
) -> tuple[LiftedAnswer, dict[str, int | bool]]:
    from certify.formats import read_answer
    from certify.solve.sat_search import NoModel

    _, _, variables, clauses = formula.partition("\n")[0].split()
    effort: dict[str, int | bool] = {"variables": int(variables), "clauses": int(clauses)}
    lines = "\n".join(line for line in text.split("\n") if not line.startswith("c"))
    found = read_answer(lines, program, int(variables))
    if found.verdict == "unknown":
        return LiftedAnswer("unknown", why="the solver gives no answer"), effort
    if found.verdict != "no":
        try:
            witness = of.witness(found.candidates[0])
        except NoModel:
            raise SolverFailed(f"`{program}` says SATISFIABLE, and its assignment is no model of the formula") from None
        return LiftedAnswer("yes", chain.lift(stages, witness)[0]), effort
    why = SAYS_SO
    effort["checked"] = False
    if proof:
        why = _checked(formula, proof)
        effort["checked"] = not why
        why = "the proof was checked" if effort["checked"] else f"{SAYS_SO}, and its proof was not accepted: {why}"
    return LiftedAnswer("no", why=as_good_as_the_chain(why, chain) if effort["checked"] else why), effort


def _checked(formula: str, proof: bytes) -> str:
    """Return why a proof does not refute a formula by unit propagation; empty if it does."""
    from certify.solve.drat import NoProof, proof_lines
    from certify.solve.proofs import checked

    clauses = [[int(word) for word in line.split()[:-1]] for line in formula.splitlines()[1:]]
    try:
        return "" if checked(clauses, proof_lines(proof)) else "a line does not follow by unit propagation"
    except NoProof as error:
        return str(error)
