"""Witnesses on the command line: `verify PROBLEM FILE WITNESS`, and the options `--count` and `--all` of `solve`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certify.console import Usage, answer, write_line
from certify.errors import ExitCode
from certify.system.progress import doing
from certify.verbs.options import text_of

if TYPE_CHECKING:
    from certify.core.values import Value
    from certify.semantics.named_instances import Instance


def verify_witness(instance: Instance, file: str, given: str, as_json: bool) -> None:
    """Say whether a value is a witness of an instance, and if not, which part of the verifier rejects it.

    `given` is the witness: a file, `-`, or JSON text; `file` is where the instance comes from.
    """
    from certify.formats import witness_to_json
    from certify.formats.json_text import compact
    from certify.graph.solving import check_valid
    from certify.semantics.witness_verdicts import verdict_on

    check_valid(instance)
    witness = read_given(instance, given)
    verdict = verdict_on(instance, witness)
    shown = witness_to_json(instance, witness)
    result = {"problem": instance.problem.name, "accepted": verdict.accepted, "witness": shown, "why": list(verdict.why)}

    def show() -> None:
        if verdict:
            write_line(f"accepted: {compact(shown)} is a witness of {file} for {instance.problem.name}")
            return
        write_line(f"rejected: {compact(shown)} is no witness of {file} for {instance.problem.name}")
        for line in verdict.why:
            write_line(f"  {line}")

    answer("verify", as_json, result, show, ExitCode.FINE if verdict else ExitCode.REFUTED)


def read_given(instance: Instance, given: str) -> Value:
    """Return the witness that a word of the command line gives: a file, the standard input, or JSON text.

    The file may also hold the answer of a solver to the instance, as `v` lines.  Raises BadInput.
    """
    from certify.formats import read_witness_json
    from certify.formats.answers import answered, looks_like_an_answer

    if given != "-" and not Path(given).exists() and _is_json(given):
        return read_witness_json(instance, given, "the witness")
    name = "the standard input" if given == "-" else given
    text = text_of(given, f"a witness of {instance.problem.name}")
    if not looks_like_an_answer(text, instance):
        return read_witness_json(instance, text, name)
    verdict, found = answered(instance, text, name)
    if not found:
        raise Usage(f"{name}: the solver's answer is {verdict}, and holds no witness to verify")
    return found[0]


def _is_json(word: str) -> bool:
    return word.lstrip()[:1] in ("[", "{", '"') or word.strip() in ("true", "false") or word.strip().lstrip("-").isdigit()


def solve_all(instance: Instance, count: bool, seconds: float | None, as_json: bool) -> None:
    """Print all witnesses of an instance as they are found, one line of JSON each, or their number.

    What is found before the time is over, or before an interrupt, stays printed, and the number of it is told.
    """
    from certify.console import unless_unread
    from certify.formats import witness_to_json
    from certify.formats.json_text import compact
    from certify.graph.witness_lists import Unfinished, all_witnesses
    from certify.system.stopping import INTERRUPTED, Stopped

    found: list[Any] = []
    number, trouble, code = 0, "", ExitCode.FINE
    doing(f"searching {instance.problem.name}", lambda: f"{number} witnesses")
    try:
        for witness in all_witnesses(instance, seconds):
            number += 1
            if count:
                continue
            shown = witness_to_json(instance, witness)
            if as_json:
                found.append(shown)
            else:
                write_line(compact(shown))
                unless_unread()
    except Unfinished:
        trouble, code = f"unknown: out of time; {_so_far(number, count)}", ExitCode.UNKNOWN
    except Stopped as stopped:
        trouble, code = f"{stopped.stop.says}; {_so_far(number, count)}", stopped.exit_code
    except KeyboardInterrupt:
        trouble, code = f"{INTERRUPTED.says}; {_so_far(number, count)}", INTERRUPTED.code
    complete = not trouble
    result = {"problem": instance.problem.name, "count": number, "complete": complete} | ({} if count else {"witnesses": found})

    def show() -> None:
        if count:
            write_line(str(number) if complete else f"at least {number}")
        elif complete and not number:
            sys.stderr.write("there is no witness\n")

    answer("solve", as_json, result, show, code, trouble or None)


def _so_far(number: int, count: bool) -> str:
    return f"{number} were found, and there may be more" if count else f"{number} are printed, and there may be more"
