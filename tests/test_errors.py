"""Every exception of certify says what it means for the user: an exit code, or that another function handles it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import certify
from certify.console import verb
from certify.core import BOOL, Node
from certify.core.mistakes import Source
from certify.errors import CertifyError, Defect, ExitCode, InputError
from certify.system.stopping import TERMINATED, Stopped

HANDLED = {
    "OutsideSpace": "a witness map leaves the space in the fast check; the reference check says how",
    "Unsettled": "what a verifier does depends on unknown reals; their witnesses are not enumerated then",
    "Fails": "the fast check ends at the first failure; the reference check says which it is",
    "Refuted": "an instance fails its check; the run shrinks it and reports it",
    "Refutation": "a question has a counterexample; the audit reports it",
    "NoPolynomial": "a bound cannot be put into another one; composing says that there is none",
    "Unevaluable": "a bound has no value at some measures, which are left out",
    "OutOfReach": "an expression is none that the prover reads; it says that nothing is shown",
    "Beyond": "an expression is too large for symbolic values; the search tries whole witnesses, `solve` and `audit` say so",
    "Undefined": "compiled code is undefined somewhere; the interpreter says where",
    "Unsuited": "a condition is no truth table, and is compiled as it stands",
    "Nested": "an expression needs statements, and is compiled as a function",
    "_TooMuch": "counting divisions takes too many nodes; the search goes on without it",
    "_NotPlain": "the words of a command line are not plain; typer reads them and says what is wrong",
    "UnexpectedForm": "the quick reader gives up; the thorough one says what is wrong",
    "TooMuch": "generating instances takes more effort than its caller allows",
    "NoInstance": "no instance is found near the least sizes; the audit says so",
    "_NoValue": "a type has no value over these labels; other labels are chosen",
    "Damaged": "a compressed file cannot be expanded; who reads it says so, with its name",
    "ExpandsTooFar": "a compressed file holds more than is read; who reads it says how much",
    "NoProof": "what a solver wrote is no proof; the verb says so",
    "_Removed": "a value names a label that is taken away; the part stays",
    "_Gone": "a value names a label that is left out; so is the value",
    "OutsideHome": "an image has a label from nowhere; who maps says whose fault that is",
    "Unmet": "a text is undefined on an instance; who evaluates says what that means",
    "NotChosen": "a condition needs a value that is not chosen yet; it is tested again later",
    "OutOfWork": "a part of the choice of a region is over; the region is what was chosen so far",
    "_OutOfTime": "the time is spent; the program answers that it does not know",
    "Conflict": "no completion of a partial witness is accepted; the search goes back",
    "TooManyMembers": "a space is too large for one decision; its members are tried one by one",
    "TooManyCases": "a proof has too many cases to be explained; it says so",
    "NoGrade": "what a file says is no grade; who reads the file says where",
    "OutputTooLong": "a process of the workbench says more than it may; its run ends, and says so",
    "NurseryEnded": "the process from which the workbench forks has ended; it is started anew",
    "_TooLong": "a text takes too long to read; the workbench answers so",
    "Refusal": "a request to the workbench is refused, with a status and a sentence",
    "StillMade": "a page of the site is not there yet; the workbench answers with one that waits",
    "TooManyGates": "a circuit has more gates than it may; larger sizes are not settled",
    "TooSparse": "so many values are tried for no instance that a stretch of instances ends",
    "_MoreThanShape": "a label depends on more than the shape of an image; each image has labels of its own",
    "AuditFailed": "the audit of a subject ended in another process; its row says why",
    "_Over": "an audit has nothing more to do",
    "_TriedMost": "no more values are tried for one large instance; another one follows",
    "_Killed": "a mutant fails on an instance; the judge confirms it",
    "Spent": "the work of a search is done; what was found is told",
    "Unusable": "the store cannot be used; it is told, and the audit goes on without it",
    "OtherTables": "a database is another program's; the store is not used",
    "NotTranslated": "a construct has no formula; `prove` says which, and where",
    "PairsCounted": "unordered pairs are counted; the sum is told without them, or the construct is not translated",
    "TooManyAlternatives": "a sum has too many alternatives; it has no translation",
    "Hole": "the checker does not settle an obligation; it is a hole of the certificate",
    "OutOfSteps": "the checker's budget is over; it says which part was checked",
    "NotEnumerable": "witnesses are real numbers; z3 is asked",
    "NoRule": "the checker has no statements for all sizes; nothing is proved",
}
"""Exceptions that one function raises and another one handles, and how.  One that reaches a verb is a defect."""

ARGUMENTS = {
    "Uncovered": ("`n` is not known", Source("a.red", "let n"), 4, 5),
    "OutOfBudget": ("2^21 bits in one number",),
    "Mistake": ("`n` is not known", Source("a.red", "let n"), 4, 5),
    "SeveralTypes": ("`yes` is a case of `a` and `b`", Source("a.red", "let yes"), 4, 7),
    "Exceeded": ("SAT", "the length", 3, 2, {"n": 1}),
    "BadInput": ("clauses[2]", "found null, expected a list"),
    "NotShown": (Node("div", BOOL),),
    "CannotRead": ("a.red", "there is no such file", "a text"),
    "CannotWrite": ("a.red", "this is a folder"),
}
"""The arguments of the exceptions that take more than a message."""


def exceptions() -> Iterator[type[BaseException]]:
    """Return every exception class that a module of the package defines."""
    for module in pkgutil.walk_packages(certify.__path__, "certify."):
        for value in vars(importlib.import_module(module.name)).values():
            if (
                isinstance(value, type)
                and issubclass(value, BaseException)
                and not issubclass(value, Warning)
                and value.__module__ == module.name
            ):
                yield value


@pytest.fixture(autouse=True)
def without_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CERTIFY_TRACEBACK", raising=False)


def told(error: BaseException, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Return the exit code of a verb that raises an error, and what it prints."""

    @verb
    def raises(as_json: bool = False) -> None:
        raise error

    with pytest.raises(SystemExit) as left:
        raises()
    out, err = capsys.readouterr()
    assert not out
    return ExitCode(left.value.code or 0), err


def test_every_exception_has_an_exit_code_or_is_handled() -> None:
    found = {kind.__name__: kind for kind in exceptions()}
    roots = {"CertifyError", "InputError", "Defect"}
    ends = {name for name, kind in found.items() if issubclass(kind, CertifyError)}
    assert {name for name in ends if not isinstance(getattr(found[name], "exit_code", None), ExitCode)} == {"CertifyError"}
    assert set(found) - ends - {"Stopped"} == set(HANDLED)
    assert {name for name in ends - roots if not issubclass(found[name], InputError | Defect)} == {
        "Miscarried",
        "NoStatements",
        "OutOfBudget",
        "SpaceTooLarge",
        "Unfinished",
    }


def test_a_verb_ends_with_the_exit_code_of_what_it_raises(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in exceptions():
        if kind is CertifyError or not issubclass(kind, CertifyError):
            continue
        code, said = told(kind(*ARGUMENTS.get(kind.__name__, ("so it is",))), capsys)
        assert code == kind.exit_code, kind
        assert "Traceback" not in said
        assert said.startswith({ExitCode.DEFECT: "this is a defect of certify ", ExitCode.UNKNOWN: "unknown: "}.get(code, "")), (
            kind
        )


def test_an_exception_that_nobody_handled_is_a_defect(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = told(KeyError("n"), capsys)
    assert code is ExitCode.DEFECT
    assert said.startswith("this is a defect of certify ")
    assert "Traceback" not in said


def test_a_stop_has_the_exit_code_of_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(Stopped(TERMINATED), capsys) == (143, "terminated; nothing was finished\n")
