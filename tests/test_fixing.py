"""Measures declared as fixed: what holds only for each fixed value of them is reported as such, and is not carried anywhere.

The texts are those of `tests/fixing/`.  In `chain.red`, Middle fixes n; its map to Subsets lists all subsets of n elements.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from certify.api import LoadedChain, load
from certify.bounds.derived_bounds import needs_fixed, problem_bounds, reduction_bounds
from certify.core.mistakes import Source
from certify.empirical.examined_bounds import examine_chain
from certify.graph.consequences import implications
from certify.graph.facts import FactGraph, KnownFacts, known
from certify.library import Library, LibraryText, read_source, standard
from tests.conftest import Certify

HERE = Path(__file__).parent / "fixing"
MAP = str(HERE / "exponential_map.red")


@cache
def library() -> Library:
    """Return the library of `chain.red` alone."""
    return Library((LibraryText(read_source(HERE / "chain.red")),))


def known_of(name: str) -> KnownFacts:
    """Return what is known of a problem of `chain.red`."""
    return known(library(), name, FactGraph(library()))


def chain(*names: str) -> Any:
    """Return the bounds of a chain of `chain.red`."""
    return examine_chain(library().problem(names[0].partition(":")[0]), [library().reduction(n) for n in names])


def test_a_map_that_is_polynomial_for_fixed_measures_only_says_so() -> None:
    bounds = reduction_bounds(library().reduction("Middle:Subsets"))
    assert (bounds.sizes["n"].verdict, bounds.times["image"].verdict) == ("slicewise polynomial",) * 2
    assert bounds.held == needs_fixed(library().reduction("Middle:Subsets")) == ("n",)


def test_a_map_that_is_polynomial_anyway_needs_nothing_fixed() -> None:
    bounds = reduction_bounds(library().reduction("Middle:Unchanged"))
    assert {b.verdict for b in (*bounds.sizes.values(), *bounds.times.values())} == {"polynomial"}
    assert bounds.held == ()


def test_nothing_is_carried_by_a_map_that_is_polynomial_for_fixed_measures_only() -> None:
    found = known_of("Subsets")
    assert set(found.statements) == {"in NP", "in PSPACE"}
    assert "Middle:Subsets carries nothing: the size `n` is polynomial for each fixed n only" in found.silent
    assert "in PSPACE" not in known_of("Middle").statements
    assert "in PSPACE" not in known_of("Start").statements


def test_a_fact_about_a_problem_with_fixed_measures_stays_there_and_says_why() -> None:
    own = known_of("Middle").statements["PP-hard"][0]
    assert own.note == "Middle declares `fixing n`: this may be meant for each fixed n, or with n as part of the input"
    found = known_of("Unchanged")
    assert "PP-hard" not in found.statements
    assert f"`fact Middle is PP-hard` is not carried: {own.note}" in found.silent


def test_what_polynomial_maps_carry_is_carried_also_through_fixed_measures() -> None:
    through = known_of("Unchanged").statements["NP-hard"]
    assert [p.chain for p in through] == [("Start:Middle", "Middle:Unchanged")]
    (at,) = known_of("Middle").statements["NP-hard"]
    assert (at.chain, at.note) == (("Start:Middle",), "with n as part of the input")
    assert known_of("Start").statements["in P"][0].chain == ("Start:Middle", "Middle:Unchanged")


def test_a_verifier_that_is_polynomial_for_fixed_measures_only_shows_membership_for_these() -> None:
    found = problem_bounds(library().problem("Hard"))
    assert (found.in_np, found.in_np_fixing) == (False, ("n",))
    assert problem_bounds(library().problem("Middle")).in_np_fixing == ()
    assert "in NP for each fixed n" in known_of("Hard").statements
    assert "in NP" not in known_of("Hard").statements
    assert all(p.chain != ("Start:Hard",) for p in known_of("Start").statements["in NP"])


def test_along_a_chain_only_the_measures_of_its_source_are_fixed() -> None:
    """Middle's n is 2 on the images of Unchanged, and grows on those of Start."""
    alone, grown, still = (chain(*first, "Middle:Subsets") for first in ((), ("Start:Middle",), ("Unchanged:Middle",)))
    assert (alone.verdict, grown.verdict, still.verdict) == ("slicewise polynomial", "exponential", "polynomial")
    assert still.sizes["n"].at({"n": 9, "m": 9}) == 5
    assert grown.times["Middle:Subsets"]["image"].verdict == "exponential"


def test_lower_bounds_on_time_are_not_carried_from_fixed_measures() -> None:
    found = Library((*library().texts, LibraryText(Source("facts.red", "fact Middle not in 2^o(n + m) cites K\n"))))
    assert implications(found, "Unchanged") == []
    (own,) = implications(found, "Middle")
    assert own.note == "Middle declares `fixing n`: this may be meant for each fixed n, or with n as part of the input"


# ------------------------------------------------------------------------------------------------ the command line


def test_every_verb_says_for_which_fixed_measures_a_map_is_polynomial(certify: Certify) -> None:
    said = certify("consequences", "List", "--use", MAP)
    assert "NP-hard" not in said.out
    assert "MySAT:List carries nothing: the size `n` is polynomial for each fixed n only" in said.out
    assert "polynomial only for each fixed n" in certify("show", "MySAT:List", "--use", MAP).out
    assert certify("show", "MySAT:List", "--use", MAP, "--json").json["result"]["fixing"] == ["n"]
    (fact,) = certify("show", "MySAT", "--use", MAP, "--json").json["result"]["facts"]
    assert fact["note"].startswith("MySAT declares `fixing n`: ")
    said = certify("bounds", "MySAT:List", MAP, "--no-run")
    assert said.out.startswith("MySAT:List  slicewise polynomial\n  polynomial only for each fixed n\n")
    (report,) = certify("bounds", "MySAT:List", MAP, "--no-run", "--json").json["result"]
    assert (report["verdict"], report["fixing"], report["sizes"]["n"]["fixing"]) == ("slicewise polynomial", ["n"], ["n"])
    assert fact["note"] in certify("consequences", "MySAT", "--regimes", "--use", MAP).out


def test_an_audit_says_for_which_fixed_measures_sizes_and_time_are_polynomial(certify: Certify) -> None:
    said = certify("audit", "MySAT:List", MAP, "--within", "n=1,m=1")
    assert said.out.startswith("MySAT:List  bounded for each fixed n  ")
    assert "instance map and witness maps take polynomial time for each fixed n" in said.out
    (evidence,) = certify("audit", "MySAT:List", MAP, "--within", "n=1,m=1", "--json").json["result"]
    time = next(o for o in evidence["obligations"] if o["obligation"] == "time")
    assert (evidence["fixing"], time["verdict"], time["figures"]["fixing"]) == (["n"], "proved", ["n"])


@pytest.mark.slow
def test_the_list_of_reductions_and_the_network_say_it(certify: Certify, tmp_path: Path) -> None:
    rows = {r["name"]: r for r in certify("reductions", "--use", MAP, "--json").json["result"]}
    assert (rows["MySAT:List"]["fixing"], "fixing" in rows["SAT:ThreeSAT"]) == (["n"], False)
    assert "none for each fixed n" in certify("reductions", "--use", MAP).out
    certify("draw", "--use", MAP, "--out", tmp_path / "n.dot")
    assert "for each fixed n" in (tmp_path / "n.dot").read_text(encoding="utf-8")


def test_no_problem_of_the_library_fixes_measures() -> None:
    """So no fact about the library's problems depends on fixed measures."""
    assert [n for n in standard().names("problem") if standard().problem(n).fixing] == []


def test_the_chain_of_a_loaded_file_is_bounded_for_fixed_measures() -> None:
    found = load(MAP)
    assert isinstance(found, LoadedChain)
    assert found.bounds()["n"].verdict == "slicewise polynomial"
