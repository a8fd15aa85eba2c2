"""The verbs `map`, `lift`, `solve`, `encode` and `decode`: instances along chains."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from certify.console import Usage, answer, verb, write_line
from certify.errors import ExitCode, InputError
from certify.system.files import CannotWrite, check_file
from certify.verbs.parameters import Argument, Option, verbs

if TYPE_CHECKING:
    from certify.chains import Chain
    from certify.core.budgets import OutOfBudget
    from certify.graph.route_choice import ChosenRoute
    from certify.library import Library
    from certify.semantics.named_instances import Instance

from certify.verbs.chosen_routes import Smallest, Through, Via, route_at_will, route_to
from certify.verbs.completion import file_names, format_names
from certify.verbs.methods import HOW, WEAKEST, SolveMethod, no_because, verified_by
from certify.verbs.optimum import solve_optimum
from certify.verbs.options import (
    AsJson,
    DropLoops,
    Format,
    Given,
    InstanceFile,
    Pretty,
    ProblemName,
    Scale,
    Seconds,
    Source,
    Strict,
    Target,
    Use,
    library_with,
    read,
    text_of,
    written,
)
from certify.verbs.solver_answers import SAYS_SO, lifted_answer
from certify.verbs.why import Why, WhyAsked, WhyPicture, reason
from certify.verbs.witnesses import solve_all

Anyway = Annotated[bool, Option("--anyway", help="Use a chain all the same of which a reduction is refuted.")]


@verbs.command("map")
@verb
def map_(
    source: Source,
    target: Target,
    file: InstanceFile,
    out: Annotated[Path | None, Option("--out", "-o", help="Where to write the image; else the standard output.")] = None,
    via: Through = None,
    smallest: Smallest = False,
    seconds: Seconds = None,
    format: Format = None,
    given: Given = [],  # noqa: B006
    drop_loops: DropLoops = False,
    scale: Scale = None,
    to: Annotated[
        str | None,
        Option(metavar="FORMAT", autocompletion=format_names, help="The format of the image, as gml; else by the ending of -o."),
    ] = None,
    pretty: Pretty = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Map an instance along the shortest chain from SOURCE to TARGET."""
    from certify.codegen.meaning import collector_paused
    from certify.core.budgets import OutOfBudget
    from certify.formats import ending_of, pieces_of, to_json, written_as
    from certify.graph.solving import image_to_write
    from certify.system.own_process import collect_no_more

    check_file(out)
    library = library_with(use, strict)
    take = _reader(library, source, file, format, given, drop_loops, scale)
    chosen = route_to(library, source, target, via, smallest, take)
    chain = chosen.chain
    ending = to or (out and ending_of(out)) or "json"
    written_as(chain.target, ending, pretty)
    with collector_paused():
        instance = take()
        try:
            image = image_to_write(chain, instance)
        except OutOfBudget as stopped:
            raise _too_large(chain, instance, stopped) from None
        trouble = written(out, pieces_of(image, ending, pretty))

        def show() -> None:
            if out is None or trouble is not None:
                for piece in pieces_of(image, ending, pretty):
                    sys.stdout.write(piece)
            else:
                write_line(f"{chain.name}: wrote {out}")

        result = {"chain": [r.name for r in chain.reductions], **_route(chosen), "image": to_json(image)} if as_json else None
        answer("map", as_json, result, show, ExitCode.FINE if trouble is None else ExitCode.BAD_INPUT, trouble)
        collect_no_more()


@verbs.command()
@verb
def lift(
    source: Source,
    target: Target,
    file: InstanceFile,
    witness: Annotated[
        str,
        Argument(
            metavar="WITNESS",
            autocompletion=file_names,
            help="A witness of its image, JSON with the image's labels; or what a solver answers to the file of `map`.",
        ),
    ],
    via: Through = None,
    smallest: Smallest = False,
    seconds: Seconds = None,
    format: Format = None,
    given: Given = [],  # noqa: B006
    drop_loops: DropLoops = False,
    scale: Scale = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Bring a witness of the image back to SOURCE, checking it at every stage."""
    from certify.formats import witness_to_json
    from certify.formats.json_text import compact
    from certify.graph.solving import mapped

    library = library_with(use, strict)
    take = _reader(library, source, file, format, given, drop_loops, scale)
    chain = route_to(library, source, target, via, smallest, take).chain
    instance = take()
    stages = mapped(chain, instance, coded=True)
    found = lifted_answer(chain, stages, text_of(witness, f"a witness of {chain.target.name}"), witness)
    lifted = None if found.answer != "yes" else witness_to_json(instance, found.witness)

    def show() -> None:
        write_line(compact(lifted) if found.answer == "yes" else f"{found.answer}: {found.why}")

    result = {"answer": found.answer, "witness": lifted, "chain": [r.name for r in chain.reductions]}
    answer("lift", as_json, result, show, ExitCode.UNKNOWN if found.answer == "unknown" else ExitCode.FINE)


@verbs.command()
@verb
def solve(
    problem: ProblemName,
    file: InstanceFile,
    via: Via = None,
    smallest: Smallest = False,
    with_: Annotated[SolveMethod, Option("--with", help="How to solve it, at the far end.")] = SolveMethod.auto,
    optimum: Annotated[
        bool, Option("--optimum", help="Find the best number, if the problem says `minimises` or `maximises`.")
    ] = False,
    why: Why = False,
    picture: WhyPicture = None,
    count: Annotated[bool, Option("--count", help="Print the number of witnesses.")] = False,
    all_: Annotated[bool, Option("--all", help="Print every witness as it is found, a line of JSON each.")] = False,
    dimacs: Annotated[bool, Option("--dimacs", help="Print s and v lines.")] = False,
    onnx: Annotated[Path | None, Option(help="Write the network that was trained, at the far end, as an ONNX model.")] = None,
    seconds: Seconds = None,
    memory: Annotated[int, Option(min=1, help="How many MiB the tables of `dp` may take.")] = 1024,
    solver_cmd: Annotated[
        str | None,
        Option("--solver-cmd", metavar="COMMAND", help="Solve it by a command of yours, as 'kissat {file}'."),
    ] = None,
    anyway: Anyway = False,
    format: Format = None,
    given: Given = [],  # noqa: B006
    drop_loops: DropLoops = False,
    scale: Scale = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Solve an instance; with --via, map it, solve there, lift the witness back, and verify it."""
    from certify.formats import cnf_shape, witness_to_json, write_cnf_answer
    from certify.formats.json_text import compact
    from certify.graph.solving import other_ways
    from certify.graph.solving import solve as solve_chain

    began = time.monotonic()
    check_file(onnx)
    asked = WhyAsked(file, picture, began, seconds) if why else None
    library = library_with(use, strict)
    reader = _reader(library, problem, file, format, given, drop_loops, scale)
    chosen = route_at_will(library, problem, via, smallest, None if optimum else reader)
    chain = chosen.chain
    if count or all_:
        solve_all(reader(), count, seconds, as_json)
        return
    if optimum:
        take = partial(read, chain.source, file, format, drop_loops=drop_loops, scale=scale)
        solve_optimum(chain, take, given, _method(with_), memory, seconds, anyway, asked, as_json)
        return
    instance = reader()
    if dimacs and cnf_shape(instance.problem.instance) is None:
        raise Usage(f"{instance.problem.name} has no answer in DIMACS form; leave out --dimacs")
    if onnx is not None:
        from certify.formats.arrays import check_training

        check_training(chain.target)
    outside = None
    if solver_cmd is not None:
        from certify.verbs.solver_command import solve_outside

        outside = solve_outside(chain, instance, solver_cmd, seconds, anyway)
    if outside is not None:
        solution = outside.solution
    else:
        coded = asked is None and onnx is None
        solution = solve_chain(chain, instance, seconds=seconds, by=with_, memory=memory << 20, anyway=anyway, coded=coded)
    method = _method(solution.by)
    witness = None if solution.answer != "yes" else witness_to_json(instance, solution.witness)
    trouble: InputError | None = None
    if onnx is not None and solution.answer == "yes":
        from certify.formats.onnx import write_onnx

        try:
            write_onnx(solution.stages.instances[-1], solution.lifted[-1], onnx)
        except CannotWrite as error:
            trouble = error
    because = reason(solution.stages, asked) if asked and solution.answer == "no" else None
    trouble = trouble or (None if because is None else because.trouble)
    stages: list[dict[str, Any]] = [{"problem": s.problem.name, "measures": _measures(s)} for s in solution.stages.instances]
    result = {
        "answer": solution.answer, "witness": witness, "chain": [r.name for r in chain.reductions], **_route(chosen),
        "stages": stages,
        "with": method if outside is None else outside.program, "effort": dict(solution.effort),
        "evidence": solution.evidence.json(), "seconds": round(solution.seconds, 3),
        **({"passed_over": solution.passed_over} if solution.passed_over else {}),
        **({} if because is None else {"why": because.json()}), **({} if outside is None else {"because": outside.why}),
    }  # fmt: skip

    def show() -> None:
        if dimacs:
            if chain.reductions:
                write_line(f"c {WEAKEST}: {solution.evidence}")
            if solution.answer == "unknown":
                sys.stdout.write("s UNKNOWN\n")
            else:
                sys.stdout.write(write_cnf_answer(instance, solution.witness))
            return
        if chosen.why:
            write_line(f"{chain.name}: {chosen.why}")
        for names, measures in _grouped(chain, stages):
            sizes = ", ".join(f"{n} = {v}" for n, v in measures.items())
            write_line(f"{', '.join(names)}: {sizes}")
        if solution.passed_over:
            write_line(f"not by SAT: {solution.passed_over}")
        effort = ", ".join(f"{n} {what}" for what, n in solution.effort.items() if what != "checked")
        how = HOW[method].format(chain.target.name) if outside is None else f"solved {chain.target.name} by `{outside.program}`"
        write_line(f"{how}: {effort}{', ' if effort else ''}{solution.seconds:.2f} s")
        if chain.reductions:
            write_line(f"{WEAKEST}: {solution.evidence}")
        if solution.answer == "yes":
            write_line(f"yes: {verified_by(chain)}")
            write_line(compact(witness))
        elif solution.answer == "no":
            write_line(f"no: {no_because(method, solution.effort, chain) if outside is None else outside.why}")
            for line in because.told() if because is not None else ():
                write_line(line)
        else:
            write_line(f"unknown: {f'out of time; {other_ways(chain, method)}' if outside is None else outside.why}")

    code = ExitCode.UNKNOWN if solution.answer == "unknown" else ExitCode.FINE
    answer("solve", as_json, result, show, code if trouble is None else ExitCode.BAD_INPUT, trouble)


@verbs.command()
@verb
def encode(
    problem: ProblemName,
    file: InstanceFile,
    out: Annotated[Path | None, Option("--out", "-o", help="Where to write the formula; else the standard output.")] = None,
    via: Via = None,
    smallest: Smallest = False,
    seconds: Seconds = None,
    anyway: Anyway = False,
    format: Format = None,
    given: Given = [],  # noqa: B006
    drop_loops: DropLoops = False,
    scale: Scale = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Write a formula in DIMACS CNF that can be satisfied if and only if an instance has a witness, for any SAT solver."""
    from certify.graph.solving import evidence_of, verifier_of

    check_file(out)
    library = library_with(use, strict)
    take = _reader(library, problem, file, format, given, drop_loops, scale)
    chosen = route_at_will(library, problem, via, smallest, take)
    chain = chosen.chain
    evidence = evidence_of(chain, anyway)
    _, of = verifier_of(chain, take())
    text = of.formula()
    _, _, variables, clauses = text.partition("\n")[0].split()
    trouble = written(out, text)

    def show() -> None:
        if out is None or trouble is not None:
            sys.stdout.write(text)
        else:
            write_line(f"{of.problem.name} as a formula of {variables} variables and {clauses} clauses: wrote {out}")
            if chain.reductions:
                write_line(f"{WEAKEST}: {evidence}")

    result = {
        "chain": [r.name for r in chain.reductions], **_route(chosen), "evidence": evidence.json(),
        "variables": int(variables), "clauses": int(clauses),
    }  # fmt: skip
    whole = result if out is not None and trouble is None else result | {"formula": text}
    answer("encode", as_json, whole, show, ExitCode.FINE if trouble is None else ExitCode.BAD_INPUT, trouble)


@verbs.command()
@verb
def decode(
    problem: ProblemName,
    file: InstanceFile,
    model: Annotated[str, Argument(metavar="ANSWER", help="What a solver printed for the formula of `encode`.")],
    via: Via = None,
    smallest: Smallest = False,
    seconds: Seconds = None,
    anyway: Anyway = False,
    format: Format = None,
    given: Given = [],  # noqa: B006
    drop_loops: DropLoops = False,
    scale: Scale = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Read a SAT solver's answer to the formula of `encode`: the witness, lifted back and verified."""
    from certify.chains import Invalid
    from certify.formats import read_answer, witness_to_json
    from certify.formats.json_text import compact
    from certify.graph.solving import evidence_of, verifier_of
    from certify.solve.sat_search import NoModel

    library = library_with(use, strict)
    take = _reader(library, problem, file, format, given, drop_loops, scale)
    chain = route_at_will(library, problem, via, smallest, take).chain
    evidence = evidence_of(chain, anyway)
    instance = take()
    stages, of = verifier_of(chain, instance)
    count = int(of.formula().split()[2])
    found = read_answer(text_of(model, "what a solver printed"), model, count)
    said = {"optimum": "yes"}.get(found.verdict, found.verdict)
    witness = None
    if said == "yes":
        try:
            of_far = of.witness(found.candidates[0])
        except NoModel:
            raise Invalid(
                f"{model}: the answer is no model of this instance's formula, which is the one that `certify encode` writes"
                " (variables that an answer does not mention are false)"
            ) from None
        witness = witness_to_json(instance, chain.lift(stages, of_far)[0])

    def show() -> None:
        if chain.reductions:
            write_line(f"{WEAKEST}: {evidence}")
        if said == "yes":
            write_line(f"yes: {verified_by(chain)}")
            write_line(compact(witness))
        else:
            write_line(f"no: {SAYS_SO}" if said == "no" else "unknown: the solver gives no answer")

    result = {
        "answer": said, "witness": witness, "chain": [r.name for r in chain.reductions],
        "evidence": evidence.json(),
    }  # fmt: skip
    answer("decode", as_json, result, show, ExitCode.UNKNOWN if said == "unknown" else ExitCode.FINE)


def _too_large(chain: Chain, instance: Instance, stopped: OutOfBudget) -> OutOfBudget:
    """Return why an image is not built, with what the composed bounds say of its size."""
    from certify.core.budgets import OutOfBudget
    from certify.graph.least_routes import sizes_in_words

    sizes = sizes_in_words(chain, _measures(instance))
    at = f", at {stopped.mark}" if stopped.mark is not None else ""
    return OutOfBudget(f"{stopped.what}{at}, while {chain.name} is mapped{'; ' if sizes else ''}{sizes}")


def _reader(library: Library, problem: str, file: str, *how: Any) -> Callable[[], Instance]:
    """Return a function that reads the instance of a problem, once; `how` are the further arguments of `read`."""
    return cache(lambda: read(library.problem(library.find_problem(problem)), file, *how))


def _method(word: str) -> SolveMethod:
    """Return the method that was used or, where the choice is left open, the search."""
    return SolveMethod(word) if word not in ("", SolveMethod.auto) else SolveMethod.search


def _route(chosen: ChosenRoute) -> dict[str, str]:
    """Return why a route was chosen, for the JSON of an answer; nothing if no reason was asked for."""
    return {"route": chosen.why} if chosen.why else {}


def _grouped(chain: Chain, stages: list[dict[str, Any]]) -> list[tuple[list[str], dict[str, int]]]:
    """Return the stages' problems with their measures; problems that are restrictions of one another share an instance."""
    first, *others = stages
    groups = [([first["problem"]], first["measures"])]
    for reduction, stage in zip(chain.reductions, others, strict=True):
        if reduction.image.op == "input":
            groups[-1][0].append(stage["problem"])
        else:
            groups.append(([stage["problem"]], stage["measures"]))
    return groups


def _measures(instance: Instance) -> dict[str, int]:
    from certify.codegen import CompiledProblem

    return CompiledProblem(instance.problem).measures(instance.value)
