"""What the first page tells of chains: from each problem the shortest one to each other, its composed bounds and its evidence."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from certify.bounds.composing import Stage, advance
from certify.bounds.derived_bounds import reduction_bounds
from certify.display.texts import bound_cells
from certify.graph.chain_evidence import standing_in
from certify.graph.routes import chain_names, network_of
from certify.library import Library


def chains_script(library: Library, source: str) -> str:
    """Return the chains that begin at a problem, as a script that adds them to what the first page knows."""
    import networkx

    @cache
    def stage(route: tuple[str, ...]) -> Stage:  # chains share their beginnings
        return advance(reduction_bounds(library.reduction(route[-1])), stage(route[:-1]) if len(route) > 1 else None)

    found: dict[str, Any] = {}
    for target in sorted(networkx.descendants(network_of(library), source)):
        route = tuple(chain_names(library, source, target))
        evidence = standing_in(library, route)
        sizes = [[name, *bound_cells(bound)] for name, bound in stage(route).sizes.items()]
        found[target] = {"route": list(route), "evidence": evidence.weakest, "weakest": list(evidence.where), "sizes": sizes}
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return f"(window.certifyChains = window.certifyChains || {{}})[{json.dumps(source)}] = {data};\n"
