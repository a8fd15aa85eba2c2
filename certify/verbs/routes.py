"""The verbs `path` and `neighbours`: ways through the network of reductions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from certify.console import answer, unless_unread, verb, write_line
from certify.verbs.options import AsJson, ProblemName, Seconds, Source, Strict, Target, Use, app, library_with

if TYPE_CHECKING:
    from certify.library import Library


@app.command()
@verb
def path(
    source: Source,
    target: Target,
    all_paths: Annotated[bool, typer.Option("--all", help="Every route that visits no problem twice.")] = False,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Find chains of reductions from one problem to another, fewest edges first.

    Chains with a small n at the far end are found by `certify bounds SOURCE TARGET --minimise n`.
    """
    from certify.graph.chain_evidence import standing
    from certify.graph.routes import NoRoute, all_routes, chain_names, network_of

    library = library_with(use, strict)
    start, end = library.find_problem(source), library.find_problem(target)
    routes = list(all_routes(network_of(library), start, end)) if all_paths else [chain_names(library, start, end)]
    if not routes:
        raise NoRoute(f"there is no chain from {start} to {end}")

    evidence = [standing(library.reduction(name) for name in route) for route in routes]

    def show() -> None:
        for route, found in zip(routes, evidence, strict=True):
            says = f"  {found}" if route else ""
            write_line(" -> ".join([start, *(name.partition(":")[2] for name in route)]) + says)

    rows = [{"edges": len(r), "reductions": r, "evidence": e.json()} for r, e in zip(routes, evidence, strict=True)]
    answer("path", as_json, rows, show)


@app.command()
@verb
def neighbours(
    problem: ProblemName,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """List the reductions from and to a problem, with the bounds of the image and the saved evidence."""
    library = library_with(use, strict)
    name = library.find_problem(problem)
    edges = [edge for edge in library.names("reduction") if name in edge.split(":")]
    identities = set(library.names("restriction"))
    rows: dict[str, list[dict[str, Any]]] = {"to": [], "from": []}
    for edge in edges:
        source, _, target = edge.partition(":")
        row = _neighbour(library, edge) | {"restriction": edge in identities}
        if source == name:
            rows["to"].append({"problem": target, **row})
        if target == name:
            rows["from"].append({"problem": source, **row})

    def show() -> None:
        write_line(f"{name}  {library.problem(name).about.title}")
        for way, found in rows.items():
            where = {"to": f"from {name} to", "from": f"to {name} from"}[way]
            write_line(f"  {where}" if found else f"  {where}: none")
            for row in found:
                bounds = ", ".join(f"{measure} {bound}" for measure, bound in row["bounds"].items())
                kind = "  a restriction" if row["restriction"] else ""
                write_line(f"    {row['problem']:26} {row['evidence']:10} {bounds}{kind}")
                unless_unread()

    answer("neighbours", as_json, {"problem": name, **rows}, show)


def _neighbour(library: Library, edge: str) -> dict[str, Any]:
    """Return what is told of a reduction: its title, the bounds of the target's measures, and the saved evidence."""
    from certify.bounds.derived_bounds import reduction_bounds
    from certify.bounds.instances import Uncovered
    from certify.bounds.report import briefly
    from certify.certificates.library_evidence import saved_in

    reduction, saved = library.reduction(edge), saved_in(library, edge)
    try:
        bounds = {measure: briefly(bound) for measure, bound in reduction_bounds(reduction).sizes.items()}
    except Uncovered:
        bounds = {}
    return {
        "reduction": edge, "title": reduction.about.title, "bounds": bounds, "evidence": saved.status,
        "evidence_note": saved.note,
    }  # fmt: skip
