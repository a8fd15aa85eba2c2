"""Whoever changes a certificate, and makes all its hashes right again, is found out: one change at a time.

What may be changed without that is listed here, each with the reason.
"""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import pytest

from certify.evidence import LEVELS
from tests.certificates.flips import GONE, Flip, flipped, flips, said
from tests.certificates.test_checker import small

pytestmark = pytest.mark.slow

CERTIFICATES: dict[str, tuple[tuple[str, ...], dict[str, int]]] = {
    "reduction": (("IndependentSet", "VertexCover"), {"n": 2, "m": 1, "b": 1}),  # claims sizes, and to be parsimonious
    "counts": (("HamiltonianCycle", "HamiltonianPath"), {"n": 3, "m": 3}),  # claims a number of witnesses
    "restriction": (("TwoSAT", "SAT"), {"n": 1, "m": 1}),  # its maps are proved
    "problem": (("ThreeColoring",), {"n": 2, "m": 1}),
    "chain": (("Clique", "IndependentSet", "VertexCover"), {"n": 2, "m": 1, "b": 1}),
}
QUICK = 60
"""The changes of each certificate, and as many of its core, that are tried outside of the slow suite."""

NAMES = ("witness_names",)
"""Words of the text that the core keeps for people."""


@cache
def certificate(which: str) -> Any:
    names, within = CERTIFICATES[which]
    return small(*names, **within)


@cache
def as_it_is(which: str) -> tuple[list[str], list[str]]:
    """Return what the checker says of a certificate before a change: what was checked, and the holes."""
    report = said(certificate(which))
    assert not isinstance(report, str)
    assert report.verdict == "valid with holes", report.wrong
    return report.checked, report.holes


def part_at(document: Any, flip: Flip) -> Any:
    """Return the part that a change replaces; None for additions."""
    for key in flip.way:
        if isinstance(document, list) and key == len(document):
            return None
        document = document.get(key) if isinstance(document, dict) else document[key]
    return document


def not_relied_on(flip: Flip) -> str:
    """Return why nobody relies on a part; empty for all others."""
    way = tuple(key for i, key in enumerate(flip.way) if key != "edges" and flip.way[i - 1 : i] != ("edges",))
    if way[:1] == ("apart",):
        return "it stands apart, and is not hashed"
    if way[:1] in (("hash",), ("core_hash",)) and flip.new is not GONE:
        return "a forger makes it right again"
    if way[:2] in (("made", "command"), ("made", "certify")) and flip.new is not GONE:
        return "what made it: whoever runs the command sees what it makes"
    if way[:2] == ("evidence", "told") and len(way) > 2:
        return "only the engine tells it, and the checker reports it as a hole"
    if way[:2] == ("evidence", "obligations") and way[-1] == "says" and flip.new is not GONE:
        return "words"
    if way[0] == "core" and (way[2:3] == NAMES or way[1:2] == NAMES):
        return "names of parts of witnesses, which are for people"
    if way[0] == "core" and (way[-1] == "need" or (way[-5:-4] == ("constructors",) and isinstance(flip.new, str))):
        return "words: which sentence is printed where an operation is undefined, the name of a parameter of a constructor"
    if way[0] == "core" and way[-1] in ("home", "within", "domain"):
        return "a remark in the type of an expression"
    return ""


def says_less(which: str, flip: Flip) -> str:
    """Return why a certificate is right with a change, though it says something else; empty if it is not."""
    old = part_at(certificate(which), flip)
    way, new = flip.way, flip.new
    if "figures" in way and new is GONE:
        return "less is said of sizes and times"
    if way[-1] == "verdict" and old in LEVELS and new in LEVELS and LEVELS.index(new) < LEVELS.index(old):
        return "a weaker verdict follows from the same evidence"
    if "bounds" in way and "figures" not in way and not (isinstance(old, int) and new == old - 1):
        return "other bounds may be stated that are not smaller; `test_bounds_replay` has those that are"
    if "claims" in way and "right" in way and isinstance(old, int) and new == old + 1:
        return "a weaker claim about a size, which is true"
    if way[0] == "core" and old is None and new in part_at(certificate(which), Flip(way[:-1], GONE)):
        return "a condition, or a claim, is said twice"
    return ""


def found_out(which: str, flip: Flip) -> None:
    """Assert that the checker does not take a certificate with a change for right, unless it is."""
    if not_relied_on(flip):
        return
    report = said(flipped(certificate(which), flip))
    if isinstance(report, str) or report.verdict == "invalid" or says_less(which, flip):
        return
    checked, holes = as_it_is(which)
    if "parts" in flip.way:  # the region may consist of the same instances in other words
        assert [line for line in report.checked if "instance" in line] == [line for line in checked if "instance" in line], flip
        return
    new = [hole for hole in report.holes if hole not in holes]
    assert "bounds" in flip.way, f"{flip}: {report.verdict}"
    assert any(hole.startswith("bounds: ") for hole in new), f"{flip}: {new}"  # a text that is not read as a bound


def changes(which: str, core: bool) -> list[Flip]:
    """Return all changes of a certificate's core, or all others, in an order that is random but always the same."""
    found = [flip for flip in flips(certificate(which)) if ("core" in flip.way[:-1]) == core]
    Random(len(found)).shuffle(found)
    return found


@pytest.mark.parametrize("core", [False, True], ids=["evidence", "core"])
@pytest.mark.parametrize("which", CERTIFICATES)
def test_a_change_is_found_out(which: str, core: bool) -> None:
    for flip in changes(which, core)[:QUICK]:
        found_out(which, flip)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("core", [False, True], ids=["evidence", "core"])
@pytest.mark.parametrize("which", CERTIFICATES)
def test_every_change_is_found_out(which: str, core: bool) -> None:
    for flip in changes(which, core):
        found_out(which, flip)
