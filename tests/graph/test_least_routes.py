"""Routes that no other undercuts: the search finds the same as trying all routes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.bounds.claims import bits, symbol
from certify.bounds.composing import Stage, advance, compose
from certify.bounds.results import Bound, ReductionBounds
from certify.graph.least_routes import best_routes, growth
from certify.graph.routes import NoRoute, all_routes, network
from certify.library import Unknown, standard

from .texts import DOUBLED, LONGER, SQUARED, library, problem, reduction

DIAMOND = "".join(
    [
        *map(problem, ["Near", "Upper", "Lower", "Far"]),
        reduction("Near", "Upper", items=DOUBLED),
        reduction("Near", "Lower", items=LONGER),
        reduction("Upper", "Far"),
        reduction("Lower", "Far"),
    ]
)


def test_which_route_is_best_depends_on_the_instance() -> None:
    found = library(DIAMOND)
    (small,) = best_routes(found, "Near", "Far", ["n"], {"n": 1})
    assert (small.reductions, small.sizes) == (("Near:Upper", "Upper:Far"), {"n": 2})
    (large,) = best_routes(found, "Near", "Far", ["n"], {"n": 10})
    assert (large.reductions, large.sizes) == (("Near:Lower", "Lower:Far"), {"n": 13})
    (growing,) = best_routes(found, "Near", "Far", ["n"])
    assert growing.reductions == ("Near:Lower", "Lower:Far")
    assert growing.sizes == {}
    assert growing.bounds["n"].best == symbol("n") + 3


def test_a_longer_route_may_be_the_better_one() -> None:
    found = library(*map(problem, ["Near", "Middle", "Far"]), reduction("Near", "Far", items=SQUARED),
                    reduction("Near", "Middle"), reduction("Middle", "Far"))  # fmt: skip
    (route,) = best_routes(found, "Near", "Far", ["n"])
    assert route.reductions == ("Near:Middle", "Middle:Far")


@pytest.mark.slow
def test_a_front_of_several_measures() -> None:
    """The route through Subset Sum has few samples, the other few nodes."""
    front = best_routes(standard(), "ThreeSAT", "DNNT", ["V", "N"])
    one_neuron = ("ThreeSAT:BinaryDNNT", "BinaryDNNT:TwoLayerDNNT", "TwoLayerDNNT:DNNT")
    uniform = ("OneNeuronDNNT:UniformDNNT", "UniformDNNT:TwoLayerDNNT", "TwoLayerDNNT:DNNT")
    assert [r.reductions for r in front] == [one_neuron, ("ThreeSAT:SubsetSum", "SubsetSum:OneNeuronDNNT", *uniform)]
    (fewest,) = best_routes(standard(), "ThreeSAT", "DNNT", ["N"])
    assert fewest.sizes is None or fewest.bounds["N"].best == 1
    assert best_routes(standard(), "ThreeSAT", "DNNT", ["V", "N"], {"n": 3, "m": 0})[0].sizes["N"] == 1


def test_nowhere_to_go() -> None:
    (here,) = best_routes(standard(), "Clique", "Clique", ["n"], {"n": 4, "m": 2, "b": 1})
    assert (here.reductions, here.sizes) == ((), {"n": 4, "m": 2, "b": 1})


@pytest.mark.parametrize(
    ("source", "target", "measures", "at", "says"),
    [
        ("ThreeSAT", "DNNT", ["n"], None, "`n` is no measure of DNNT"),
        ("ThreeSAT", "DNNT", ["V"], {"k": 1, "n": 1, "m": 1}, "`k` is no measure of ThreeSAT"),
        ("ThreeSAT", "DNNT", ["V"], {"n": 1}, "an instance of ThreeSAT are all needed; m not given"),
    ],
)
def test_what_is_no_measure(source: str, target: str, measures: list[str], at: dict[str, int] | None, says: str) -> None:
    with pytest.raises(Unknown, match=says):
        best_routes(standard(), source, target, measures, at)


def test_no_route() -> None:
    with pytest.raises(NoRoute, match="there is no chain from DNNT to SAT"):
        best_routes(standard(), "DNNT", "SAT", ["n"])


# ------------------------------------------------------------------------------------------------ against trying all


NODES = "PQRST"
a, b = symbol("a"), symbol("b")
TERMS = [a, b, 2 * a, a + b, bits(a) + 1, a * b, a**2, b + 3, sympy.Integer(2), 5 * bits(b)]


@st.composite
def networks(draw: st.DrawFn) -> dict[str, ReductionBounds]:
    pairs = [(u, v) for u in NODES for v in NODES if u != v]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=4, max_size=9))
    term = st.sampled_from(TERMS)
    found = {}
    for u, v in edges:
        named = SimpleNamespace(name=f"{u}:{v}", target=SimpleNamespace(name=v))
        several = st.lists(term, min_size=1, max_size=2, unique=True).map(tuple)
        sizes = {"a": Bound(draw(several)), "b": Bound(draw(several))}
        found[named.name] = ReductionBounds(named, sizes, {}, {}, (), ())  # type: ignore[arg-type]
    return found


class Drawn:
    """A library of randomly drawn reductions."""

    def __init__(self, reductions: dict[str, ReductionBounds]) -> None:
        self.reductions = reductions

    def names(self, kind: str) -> list[str]:
        return list(NODES) if kind == "problem" else sorted(self.reductions)

    def problem(self, name: str) -> Any:
        return SimpleNamespace(name="P", measures=[("a", None), ("b", None)])

    def reduction(self, name: str) -> str:
        return name


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_the_search_finds_what_trying_all_routes_finds(drawn: dict[str, ReductionBounds], x: int, y: int, grown: bool) -> None:
    routes = list(all_routes(network(NODES, drawn), "P", "T"))
    if not routes:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("certify.bounds.derived_bounds.reduction_bounds", drawn.__getitem__)
        found = best_routes(Drawn(drawn), "P", "T", ["a", "b"], None if grown else {"a": x, "b": y})  # type: ignore[arg-type]
    keys = [key([drawn[name] for name in route], x, y, grown) for route in routes]
    front = [k for k in keys if not any(o != k and all(p <= q for p, q in zip(o, k, strict=True)) for o in keys)]
    mine = [key([drawn[name] for name in r.reductions], x, y, grown) for r in found]
    assert all(any(m == k for m in mine) for k in front)
    assert all(any(m == k for k in front) for m in mine)
    assert len(mine) == len([k for i, k in enumerate(front) if k not in front[:i]])


def test_one_of_two_bounds_may_be_the_better_one() -> None:
    """The first bound of a detour is worse than that of the direct route, and its second bound is better."""
    tables = {"P:T": (a,), "P:R": (a,), "R:T": (2 * a, b)}
    drawn = {}
    for name, alternatives in tables.items():
        named = SimpleNamespace(name=name, target=SimpleNamespace(name=name[-1]))
        drawn[name] = ReductionBounds(named, {"a": Bound(alternatives), "b": Bound((b,))}, {}, {}, (), ())  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("certify.bounds.derived_bounds.reduction_bounds", drawn.__getitem__)
        (route,) = best_routes(Drawn(drawn), "P", "T", ["a"])  # type: ignore[arg-type]
    assert route.reductions == ("P:R", "R:T")


def key(steps: list[ReductionBounds], x: int, y: int, grown: bool) -> tuple[Any, ...]:
    if grown:
        return tuple(growth(bound, ["a", "b"]) for bound in compose(steps).values())
    sizes = {"a": x, "b": y}
    for each in steps:
        sizes = {n: int(bound.at(sizes) // 1) for n, bound in each.sizes.items()}
    return tuple(sizes.values())


def test_numbers_carried_along_are_never_above_the_composed_bound() -> None:
    steps = [ReductionBounds(SimpleNamespace(name="P:Q", target=SimpleNamespace(name="Q")), {"a": Bound((e,))}, {}, {}, (), ())  # type: ignore[arg-type]
             for e in (3 * a + 1, bits(a))]  # fmt: skip
    stage: Stage | None = Stage("P", {"a": Bound((sympy.Integer(5),))})
    for each in steps:
        stage = advance(each, stage)
    assert stage is not None
    assert stage.sizes["a"].best == 5
    assert compose(steps)["a"].at({"a": 5}) >= 5
