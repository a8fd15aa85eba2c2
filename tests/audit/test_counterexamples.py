"""What a counterexample tells beyond itself: which map is wrong, and one that is not empty."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from certify.audit.fault_location import located
from certify.audit.interesting_counterexamples import second
from certify.audit.reference_check import ReferenceCheck
from certify.audit.region_run import Refuted
from certify.audit.regions import RegionPlan, groups
from certify.chains import Chain
from certify.core.values import Value
from certify.evidence import Counterexample, Evidence, Finding, Region
from certify.library import standard
from certify.reports.evidence import show_evidence
from certify.semantics.degenerate import is_degenerate
from tests.texts import reduction

PICK = """
problem Pick
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  |S| = k
reduction Pick -> Pick2
  given    x
  target   A = x.A
           k = {image}
  claims   {claim}
  forward  S -> S = {forward}
  backward S -> S = {backward}
problem Pick2
  instance A : set of labels
           k : nat
  measures n = |A|, b = bits(k)
  witness  S : subset of A
  accepts  |S| = k
"""
RIGHT = {"image": "x.k", "forward": "S", "backward": "S", "claim": "target.n <= n"}


def pick(**parts: str) -> Chain:
    text = PICK
    for name, value in (RIGHT | parts).items():
        text = text.replace("{" + name + "}", value)
    made = reduction(text, "Pick:Pick2")
    return Chain(made.source, (made,))


def failure(chain: Chain, x: Value) -> Refuted:
    with pytest.raises(Refuted) as raised:
        ReferenceCheck(chain).examine(x, {"n": len(x[0]), "b": x[1].bit_length()}, False, [], None)
    return raised.value


THREE = frozenset({0, 1, 2})


YES = "both ends answer yes: on this instance only the"


@pytest.mark.parametrize(
    ("parts", "x", "says"),
    [
        ({"forward": "{}"}, (THREE, 1), f"{YES} forward map is wrong; the image has 3 witnesses"),
        ({"image": "x.k + 9"}, (THREE, 1), "the instance has a witness and the image has none: the instance map is wrong"),
        ({"backward": "{}"}, (THREE, 3), f"{YES} backward map is wrong; the instance has 1 witness"),
        ({"image": "0"}, (THREE, 5), "the image has a witness and the instance has none: the instance map is wrong"),
    ],
)
def test_which_map_is_wrong(parts: dict[str, str], x: Value, says: str) -> None:
    assert located(failure(pick(**parts), x)) == (says,)


def test_a_failure_without_a_witness_tells_nothing() -> None:
    assert located(failure(pick(image="x.k - 1"), (THREE, 0))) == ()


def test_what_is_degenerate() -> None:
    formula, chosen = standard().problem("ThreeSAT"), standard().problem("Clique")
    assert is_degenerate(formula, (frozenset(), ()))
    assert is_degenerate(formula, (frozenset({0}), ()))
    assert is_degenerate(formula, (frozenset({0}), ((), ())))
    assert not is_degenerate(formula, (frozenset({0}), ((), ((0, 0),))))
    assert is_degenerate(chosen, ((frozenset({0, 1}), frozenset()), 1))
    assert not is_degenerate(pick().source, (frozenset({0}), 0))


def test_a_second_counterexample_is_the_first_that_is_not_degenerate() -> None:
    chain = pick(image="x.k + 1")
    found = second(chain, groups(chain.source, RegionPlan(None, ({"n": 2, "b": 1},))), "forward")
    assert found is not None
    x, refuted = found
    assert x == (frozenset({0}), 0)
    assert refuted.obligation == "forward"
    assert second(chain, groups(chain.source, RegionPlan(None, ({"n": 2, "b": 1},))), "forward", most=0) is None
    assert second(pick(), groups(chain.source, RegionPlan(None, ({"n": 2, "b": 1},))), "forward") is None
    assert second(chain, groups(chain.source, RegionPlan(None, ({"n": 2, "b": 1},))), "sizes") is None


def test_evidence_shows_both() -> None:
    empty, other = (Counterexample("forward", {"A": a}, ("it fails",)) for a in ([], ["a"]))
    finding = Finding("forward", "refuted", "every witness is mapped to a witness")
    evidence = Evidence("Pick:Pick2", "", Region((), (), 0, (), complete=False), (finding,), empty, (), 0.0, interesting=other)
    assert evidence.json()["interesting"] == {"obligation": "forward", "instance": {"A": ["a"]}, "why": ["it fails"]}
    out = Console(file=StringIO(), width=100)
    show_evidence(evidence, out)
    assert isinstance(out.file, StringIO)
    assert 'one that is not degenerate, to `forward`\n    instance: {"A": ["a"]}\n    it fails' in out.file.getvalue()
