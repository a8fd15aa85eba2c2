"""The option `--optimum` of `solve`: the best value of the number that a problem minimises or maximises."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from certify.console import answer, write_line
from certify.errors import ExitCode
from certify.verbs.methods import HOW, WEAKEST, SolveMethod, no_because, verified_by
from certify.verbs.why import WhyAsked, reason

if TYPE_CHECKING:
    from certify.chains import Chain
    from certify.semantics.named_instances import Instance


def solve_optimum(
    chain: Chain, take: Callable[[list[str]], Instance], given: list[str], by: SolveMethod, memory: int, seconds: float | None,
    anyway: bool, why: WhyAsked | None, as_json: bool,
) -> None:  # fmt: skip
    """Find the best value of the number that the chain's source minimises or maximises, and print it with a witness.

    `why` is given if it is asked why there is none better.
    """
    from certify.formats import BadInput, witness_to_json
    from certify.formats.json_text import compact
    from certify.graph.optimising import best, optimum_stated
    from certify.graph.solving import solve as solve_chain

    stated = optimum_stated(chain.source)
    field = stated.field
    try:
        instance = take(given)
    except BadInput as lacking:  # the file need not carry the number that is looked for
        try:
            instance = take([*given, f"{field}=0"])
        except BadInput:
            raise lacking from None

    def ask(x: Instance, left: float | None) -> Any:
        return solve_chain(chain, x, seconds=left, by=by, memory=memory << 20, anyway=anyway)

    found = best(instance, ask, seconds)
    shown = None if found.best is None or found.best.solution is None else found.best.solution
    witness = None if shown is None else witness_to_json(instance, shown.witness)
    answered = "yes" if shown is not None and found.settled else "no" if found.settled else "unknown"
    none_at, none_why = None, ""
    if found.beyond is not None:
        of = found.beyond.solution
        none_at, none_why = found.beyond.number, "the instance is not valid" if of is None else no_because(by, of.effort, chain)
    refused = next((a.solution for a in (found.beyond, *reversed(found.asked)) if a is not None and a.answer == "no"), None)
    because = reason(refused.stages, why) if why and refused is not None else None
    evidence = next((a.solution.evidence for a in found.asked if a.solution is not None), None)
    result = {
        "answer": answered, "optimum": {stated.direction: field}, "best": None if found.best is None else found.best.number,
        "witness": witness, "none_at": none_at, "none_why": none_why, "open": found.why,
        "asked": [{"number": a.number, "answer": a.answer, "effort": dict(a.solution.effort) if a.solution else {}}
                  for a in found.asked],
        "chain": [r.name for r in chain.reductions], "with": by, "evidence": None if evidence is None else evidence.json(),
        **({} if because is None else {"why": because.json()}),
    }  # fmt: skip

    def show() -> None:
        write_line(f"{HOW[by].format(chain.target.name)}: " + ", ".join(f"{field} = {a.number} {a.answer}" for a in found.asked))
        if chain.reductions and evidence is not None:
            write_line(f"{WEAKEST}: {evidence}")
        if found.best is not None:
            least = "least" if stated.direction == "minimises" else "greatest"
            sure = f"the {least} {field} is" if found.settled else f"the {least} {field} found is"
            write_line(f"yes: {sure} {found.best.number}, its witness {verified_by(chain)}")
            write_line(compact(witness))
        if none_at is not None:
            write_line(f"none with {field} = {none_at}: {none_why}; {stated.nor_harder}")
        elif found.settled and found.best is None:
            write_line(f"no: none with {field} = {found.asked[-1].number}; {stated.nor_harder}")
        for line in because.told() if because is not None else ():
            write_line(line)
        if not found.settled:
            write_line(f"unknown: {found.why}")

    code, trouble = ExitCode.FINE if found.settled else ExitCode.UNKNOWN, None if because is None else because.trouble
    answer("solve", as_json, result, show, code if trouble is None else ExitCode.BAD_INPUT, trouble)
