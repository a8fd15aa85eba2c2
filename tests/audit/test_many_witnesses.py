"""Instances whose images have very many witnesses: a run ends before them, and does not spend its time on one of them."""

from __future__ import annotations

import pytest

from certify.api import chain_of
from certify.audit.fast_check import FastCheck
from certify.audit.reduction_audit import audit_chain
from certify.audit.reference_check import ReferenceCheck
from certify.chains import Chain
from certify.core.budgets import SpaceTooLarge
from certify.library import standard

FEW = 50


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A low limit of witnesses of an image."""
    for module in ("fast_check", "reference_check"):
        monkeypatch.setattr(f"certify.audit.{module}.MOST_ANSWERS", FEW)


@pytest.fixture
def colouring(few: None) -> Chain:
    """3-Colouring to SAT, with a low limit: the image of five vertices without edges has 7^5 witnesses, in a space of 2^15."""
    return chain_of(standard(), "ThreeColoring", ["ThreeColoring:SAT"])


def test_both_checks_leave_such_an_instance(colouring: Chain) -> None:
    x = ((frozenset(range(5)), frozenset()),)
    shape = {"n": 5, "m": 0}
    with pytest.raises(SpaceTooLarge, match="witnesses of an image"):
        FastCheck(colouring).examine(x, shape, [], None)
    with pytest.raises(SpaceTooLarge, match="witnesses of an image"):
        ReferenceCheck(colouring).examine(x, shape, False, [], None)


def test_the_region_ends_before_it(colouring: Chain) -> None:
    evidence = audit_chain(colouring, effort="quick")
    assert evidence.region.instances > 0
    assert evidence.region.parts
    assert not any(shape.measures["n"] >= 5 and shape.measures["m"] == 0 for shape in evidence.region.shapes)
    assert evidence.finding("backward").verdict == "exhausted"


@pytest.mark.usefixtures("few")
def test_other_boxes_go_on_and_those_without_it_are_chosen() -> None:
    region = audit_chain(chain_of(standard(), "Partition", ["Partition:BinPacking"]), effort="quick").region
    whole = [part.within for part in region.parts if part.length is None]
    assert {"n": 4, "b": 2} in whole, "it has no six zeros, whose 2^6 divisions are too many"
    assert {"n": 5, "b": 1} in whole, "chosen in place of the box with these"
    assert all(box["n"] < 6 for box in whole)


@pytest.mark.slow
@pytest.mark.usefixtures("no_proofs")
def test_circuits_settle_a_named_region_all_the_same(colouring: Chain) -> None:
    evidence = audit_chain(colouring, {"n": 5, "m": 10})
    assert evidence.region.settled is not None
    assert evidence.region.settled.within["n"] == 5
    assert evidence.finding("backward").verdict == "bounded"
