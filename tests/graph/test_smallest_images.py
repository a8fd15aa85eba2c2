"""Which of equally short routes is taken."""

from __future__ import annotations

from itertools import pairwise

import pytest

from certify.graph.routes import MOST_COMPARED, ShortRoutes, chain_names, network, network_of
from certify.graph.smallest_images import SmallestImages
from certify.library import standard

from .texts import DOUBLED, LONGER, SQUARED, library, problem, reduction

ENDS = [problem("Near"), problem("First"), problem("Second"), problem("Far")]


@pytest.mark.parametrize(
    ("by_first", "by_second"),
    [(SQUARED, LONGER), (SQUARED, DOUBLED)],
    ids=["squared or longer", "squared or doubled"],
)
@pytest.mark.parametrize("place", [0, 1], ids=["images between count", "the last image counts"])
def test_the_smaller_images_are_taken(by_first: str, by_second: str, place: int) -> None:
    """A route that comes later by name is taken if its images grow less, wherever they do."""
    plain = "{ old(i) | i in x.item }"
    made = {name: [plain, plain] for name in ("First", "Second")}
    made["First"][place], made["Second"][place] = by_first, by_second
    edges = [reduction("Near", name, items=of[0]) + reduction(name, "Far", items=of[1]) for name, of in made.items()]
    assert chain_names(library(*ENDS, *edges), "Near", "Far") == ["Near:Second", "Second:Far"]


def test_images_that_grow_alike_are_told_apart_by_name() -> None:
    made = {"First": DOUBLED, "Second": LONGER}
    edges = [reduction("Near", name, items=of) + reduction(name, "Far") for name, of in made.items()]
    assert chain_names(library(*ENDS, *edges), "Near", "Far") == ["Near:First", "First:Far"]


def test_a_longer_route_is_not_taken() -> None:
    edges = [reduction("Near", "First"), reduction("First", "Far"), reduction("Near", "Far", items=SQUARED)]
    assert chain_names(library(*ENDS, *edges), "Near", "Far") == ["Near:Far"]


def test_a_route_without_bounds_comes_last() -> None:
    """A mistake in a text on one route does not keep anybody from the other one."""
    edges = [reduction("Near", name) + reduction(name, "Far") for name in ("First", "Second")]
    unread = edges[0].replace("target   item = made", "target   item = mode")
    assert chain_names(library(*ENDS, unread, edges[1]), "Near", "Far") == ["Near:Second", "Second:Far"]


def test_no_image_of_a_formula_is_quartic_where_it_need_not_be() -> None:
    """The shortest routes from 3-SAT to 0-1 programs have two reductions; the images of some take gigabytes."""
    graph = network_of(standard())
    routes = ShortRoutes(graph, "ThreeSAT").to("ZeroOneProgramming")
    assert len(routes) > 1
    assert SmallestImages(standard()).among(routes) == ["ThreeSAT:SAT", "SAT:ZeroOneProgramming"]


def test_of_very_many_routes_some_are_found() -> None:
    """Through twenty layers of two problems there are a million routes."""
    layers = [["S"], *([f"A{i}", f"B{i}"] for i in range(20)), ["T"]]
    edges = [f"{a}:{b}" for before, after in pairwise(layers) for a in before for b in after]
    found = ShortRoutes(network([name for layer in layers for name in layer], edges), "S").to("T")
    assert len(found) == MOST_COMPARED
    assert {len(route) for route in found} == {21}
