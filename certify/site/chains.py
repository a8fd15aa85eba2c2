"""What the first page tells of chains: from each problem the shortest one to each other, its composed bounds and its evidence."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from certify.bounds.composing import Stage, advance
from certify.display.texts import bound_cells
from certify.graph.chain_evidence import ChainEvidence
from certify.graph.facts import FactGraph
from certify.graph.routes import ShortRoutes
from certify.graph.smallest_images import SmallestImages


def chains_script(carrier: FactGraph, source: str) -> str:
    """Return the chains that begin at a problem, as a script that adds them to what the first page knows.  `carrier` is the
    network of the library with what its reductions carry."""

    @cache
    def stage(route: tuple[str, ...]) -> Stage:  # chains share their beginnings
        return advance(carrier.bounds_of(route[-1]), stage(route[:-1]) if len(route) > 1 else None)

    found: dict[str, Any] = {}
    routes, smallest = ShortRoutes(carrier.graph, source), SmallestImages(carrier.library, carrier.bounds_of)
    for target in sorted(routes):
        if target == source:
            continue
        route = tuple(smallest.among(routes.to(target)))
        evidence = ChainEvidence(tuple((name, carrier.saved_of(name)) for name in route))
        sizes = [[name, *bound_cells(bound)] for name, bound in stage(route).sizes.items()]
        found[target] = {"route": list(route), "evidence": evidence.weakest, "weakest": list(evidence.where), "sizes": sizes}
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return f"(window.certifyChains = window.certifyChains || {{}})[{json.dumps(source)}] = {data};\n"
