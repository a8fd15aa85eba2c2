"""The verbs `path` and `neighbours`: ways through the network of reductions."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

from certify.console import answer, bounds_of, unless_unread, verb, write_line
from certify.verbs.chosen_routes import Through, names_of
from certify.verbs.options import AsJson, ProblemName, Seconds, Source, Strict, Target, Use, library_with
from certify.verbs.parameters import Option, verbs
from certify.wording import counted

if TYPE_CHECKING:
    from certify.library import Library

_OTHERS = 8
"""The most routes that are told beside the one that is taken."""


@verbs.command()
@verb
def path(
    source: Source,
    target: Target,
    all_paths: Annotated[bool, Option("--all", help="Every route that visits no problem twice.")] = False,
    via: Through = None,
    smallest: Annotated[bool, Option("--smallest", help="The route with the least bounds of the image.")] = False,
    at: Annotated[str | None, Option(metavar="n=3,m=2", help="Compare the bounds at these measures.")] = None,
    why: Annotated[bool, Option("--why", help="Also the other routes considered, with bounds and evidence.")] = False,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Find chains of reductions from one problem to another, fewest edges first.

    Chains with a small n at the far end are found by `certify bounds SOURCE TARGET --minimise n`.
    """
    from certify.graph.chain_evidence import standing_in
    from certify.graph.remembered_routes import least_routes
    from certify.graph.routes import NoRoute, all_routes, network_of, route_through

    library = library_with(use, strict)
    start, end = library.find_problem(source), library.find_problem(target)
    reason = ""
    if all_paths:
        routes = list(all_routes(network_of(library), start, end))
    elif smallest:
        found = least_routes(library, start, end, bounds_of(at, "--at") or None)
        routes, reason = (
            [found[0]],
            f"the least bounds{f' at {at}' if at else ''} of the image, of {counted(len(found), 'route')}",
        )
    else:
        routes = [route_through(library, [source, *names_of(via), target])]
        reason = (
            "as named by --via" if via else "the fewest reductions, restrictions not counted, and the smallest images of these"
        )
    if not routes:
        raise NoRoute(f"there is no chain from {start} to {end}")
    others = [] if not why else _considered(library, start, end, routes[0])
    evidence = [standing_in(library, route) for route in (*routes, *others)]
    sizes = [_sizes(library, route) if why else {} for route in (*routes, *others)]

    def show() -> None:
        for i, (route, known) in enumerate(zip((*routes, *others), evidence, strict=True)):
            if why and i == 0:
                write_line(f"taken: {reason}")
            elif why and i == len(routes):
                write_line("considered, and not taken:")
            says = f"  {known}" if route else ""
            write_line(" -> ".join([start, *(name.partition(":")[2] for name in route)]) + says)
            if sizes[i]:
                write_line("    image: " + ", ".join(f"{name} {bound}" for name, bound in sizes[i].items()))
            unless_unread()

    rows = [
        {"edges": len(route), "reductions": route, "evidence": known.json()}
        | ({"taken": i < len(routes), "why": reason if i == 0 else "", "bounds": sizes[i]} if why else {})
        for i, (route, known) in enumerate(zip((*routes, *others), evidence, strict=True))
    ]
    answer("path", as_json, rows, show)


def _considered(library: Library, start: str, end: str, taken: list[str]) -> list[list[str]]:
    """Return other routes than the one that is taken: those that are hardly longer, at most `_OTHERS`."""
    from certify.graph.routes import all_routes, chain_names, network_of

    shortest = chain_names(library, start, end)
    found = all_routes(network_of(library), start, end, longest=max(len(shortest), len(taken)) + 1)
    return list(islice((route for route in found if route != taken), _OTHERS))


def _sizes(library: Library, route: list[str]) -> dict[str, str]:
    """Return the bounds of the image along a route, as text; none where there are none."""
    from certify.bounds.composing import compose
    from certify.bounds.derived_bounds import reduction_bounds
    from certify.bounds.instances import Uncovered
    from certify.bounds.report import briefly

    try:
        found = compose([reduction_bounds(library.reduction(name)) for name in route]) if route else {}
    except Uncovered:
        return {}
    return {name: briefly(bound) for name, bound in found.items()}


@verbs.command()
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
