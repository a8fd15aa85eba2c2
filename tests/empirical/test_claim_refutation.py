"""Refutation of claims about sizes: `tests/wrong_bounds/*.red` are texts with one false claim each.

Their first lines state the claim, why it is false, and

    # at: n = 3, m = 0           the measures of a smallest instance that refutes it, or
    # beyond: n = 6, m = 15      the measures of one that enumeration does not reach with the allowed work.

A text with `# expect: not proved` instead has a claim that is refuted only by instances that no run reaches.
"""

from __future__ import annotations

import re
from functools import cache
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from certify.audit.reduction_audit import audit_chain
from certify.audit.reference_check import ReferenceCheck
from certify.audit.region_run import Refuted
from certify.bounds.derived_bounds import reduction_bounds
from certify.chains import Chain
from certify.console import bounds_of
from certify.core import Reduction
from certify.core.mistakes import Source
from certify.core.values import Value
from certify.empirical.claim_checks import Claims, shown
from certify.empirical.claim_refutation import Violation, refute_sizes, refuting_instance
from certify.generate.shrinking import smaller
from certify.library import read_source, standard
from certify.reports.evidence import show_evidence
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance
from certify.system import deadlines
from certify.system.deadlines import Clock
from certify.verbs.command import app
from tests.names import CLAIMED, few, sampled

_ALL = sorted((Path(__file__).parent.parent / "wrong_bounds").glob("*.red"))
WRONG = [path for path in _ALL if "\n# expect: refuted " in f"\n{path.read_text(encoding='utf-8')}"]

LONG = {path for path in WRONG if "\n# beyond: " in path.read_text(encoding="utf-8") and "eight_items" not in path.stem}
AUDITED = [pytest.param(path, marks=pytest.mark.slow) if path in LONG else path for path in WRONG]
"""The texts for the plain audit.  Of those that only large instances refute, one is always run: its claim is about values."""


def said(path: Path) -> dict[str, str]:
    """Return the header of a text."""
    return dict(re.findall(r"^# ([a-z]+): (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE))


@cache
def reduction(path: Path) -> Reduction:
    """Return the reduction that a text declares."""
    library = standard().with_texts([read_source(path)])
    (name,) = (n for kind, n in library.layers[0][0].declares if kind == "reduction")
    return library.reduction(name)


@cache
def violation(path: Path) -> Violation | None:
    """Return the violation that is found of a text's claim."""
    (found,) = refute_sizes(reduction(path), reduction(path).claims)
    return found


def breaks(reduction: Reduction, x: Value) -> str:
    """Return how an instance refutes the claims, as the audit reports it; empty if it is not valid or refutes none."""
    source, chain = ProblemMeaning(reduction.source), Chain(reduction.source, (reduction,))
    if source.ill_typed(x) or not source.valid(x):
        return ""
    stages = chain.map(Instance(reduction.source, x))
    image = stages.instances[-1]
    target = ProblemMeaning(image.problem)
    if target.ill_typed(image.value) or not target.valid(image.value):
        return ""
    return " ".join(Claims(chain).sizes(source.measures(x), target.measures(image.value), x, image.value, []))


def claiming(stem: str, claims: str) -> Reduction:
    """Return the reduction of a text with these claims in the place of its own."""
    (path,) = (path for path in WRONG if path.stem == stem)
    text = read_source(path)
    library = standard().with_texts(
        [type(text)(text.name, re.sub(r"claims .*", f"claims   {claims}", text.text, flags=re.DOTALL))]
    )
    return library.reduction(reduction(path).name)


def test_there_are_many() -> None:
    assert len(WRONG) >= 12
    assert sum("beyond" in said(path) for path in WRONG) >= 4


@pytest.mark.parametrize("path", _ALL, ids=lambda path: path.stem)
def test_a_false_claim_is_not_proved(path: Path) -> None:
    (claim,) = reduction_bounds(reduction(path)).claims
    assert claim.verdict == "not shown" or (claim.claim.relation == "=" and not claim.exact)  # the size may be less
    assert said(path)["expect"] in (f"refuted {shown(claim.claim)}", f"not proved {shown(claim.claim)}")


@pytest.mark.parametrize("path", few(8, WRONG), ids=lambda path: path.stem)
def test_a_false_claim_is_refuted(path: Path) -> None:
    found = violation(path)
    (claim,) = reduction(path).claims
    assert said(path)["expect"] == f"refuted {shown(claim)}"
    assert found is not None
    assert found.seen > found.allowed or (claim.relation == "=" and found.seen != found.allowed)
    assert found.measures == ProblemMeaning(reduction(path).source).measures(found.instance.value)
    assert f"it is {found.seen}, and {found.allowed} is claimed" in breaks(reduction(path), found.instance.value)


@pytest.mark.parametrize("path", few(8, WRONG), ids=lambda path: path.stem)
def test_the_check_of_an_audit_is_refuted_by_the_same_instance(path: Path) -> None:
    found = violation(path)
    assert found is not None
    check = ReferenceCheck(Chain(reduction(path).source, (reduction(path),)))
    with pytest.raises(Refuted) as refuted:
        check.examine(found.instance.value, found.measures, counting=False, bounds=[], deadline=None)
    assert refuted.value.obligation == "sizes"


@pytest.mark.slow
@pytest.mark.parametrize("path", AUDITED, ids=lambda path: path.stem)
def test_the_plain_audit_refutes_the_text(path: Path) -> None:
    evidence = audit_chain(Chain(reduction(path).source, (reduction(path),)))
    found = evidence.counterexample
    assert evidence.verdict == "refuted"
    assert found is not None
    assert evidence.finding(found.obligation).verdict == "refuted"
    if found.obligation == "sizes":
        assert any("is claimed" in why for why in found.why)


def test_the_verb_audit_refutes_a_text_by_its_claim() -> None:
    (path,) = (path for path in WRONG if path.stem == "halves_to_some_less_than_half")
    run = CliRunner().invoke(app, ["audit", str(path)])
    assert run.exit_code == 1
    assert "counterexample to `sizes`" in run.stdout


@pytest.mark.parametrize("path", [path for path in WRONG if "at" in said(path)], ids=lambda path: path.stem)
def test_a_smallest_counterexample_is_found(path: Path) -> None:
    found = violation(path)
    assert found is not None
    assert found.measures == bounds_of(said(path)["at"])


@pytest.mark.parametrize("path", [path for path in WRONG if "beyond" in said(path)], ids=lambda path: path.stem)
def test_a_large_counterexample_is_made_locally_smallest(path: Path) -> None:
    found = violation(path)
    assert found is not None
    source = reduction(path).source
    assert sum(found.measures.values()) <= 3 * sum(bounds_of(said(path)["beyond"]).values()) / 2
    some = [y for i, y in enumerate(smaller(source.instance, found.instance.value)) if i % 5 == 0]
    assert some
    assert not any(breaks(reduction(path), y) for y in some)


@pytest.mark.parametrize("name", few(20, sampled(CLAIMED)))
def test_no_claim_of_the_library_is_refuted(name: str) -> None:
    reduction = standard().reduction(name)
    claims = [c for c in reduction.claims if c.kind in ("size", "value")]
    assert refute_sizes(reduction, claims, allowance=15_000) == (None,) * len(claims)


def test_a_hint_is_looked_at_first() -> None:
    path = next(path for path in WRONG if path.stem == "vertexcover_to_independentset_sparse")
    (found,) = refute_sizes(reduction(path), reduction(path).claims, [{"n": 20, "m": 190, "b": 0}], allowance=60_000)
    assert found is not None
    assert found.measures["m"] > 2 * found.measures["n"]


def test_an_exponential_map_does_not_hang() -> None:
    true = claiming("someterm_to_sat_distribution", "target.n = n")
    assert refute_sizes(true, true.claims, allowance=300_000) == (None,)


def test_an_instance_that_refutes_one_claim_is_tried_on_all() -> None:
    text = claiming(
        "vertexcover_to_independentset_sparse", "target.m <= 2*n\n           target.n <= n\n           target.m <= 2*n + 1"
    )
    first, true, second = refute_sizes(text, text.claims)
    assert first is not None
    assert second is not None
    assert true is None
    assert breaks(text, second.instance.value).count("is false") == 2


def test_work_is_counted_and_time_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(path for path in WRONG if path.stem == "partition_to_subsetsum_half_fits")
    expected = refute_sizes(reduction(path), reduction(path).claims)
    jumps = count(0, 3600)
    monkeypatch.setattr(deadlines.time, "monotonic", lambda: float(next(jumps)))
    assert refute_sizes(reduction(path), reduction(path).claims) == expected
    with pytest.raises(TimeoutError):
        refute_sizes(reduction(path), reduction(path).claims, clock=Clock.start(1.0))


def test_the_refuting_instance_is_the_smallest_of_all_claims() -> None:
    text = claiming("vertexcover_to_independentset_sparse", "target.m <= 2*n\n           target.n <= 2")
    found = refuting_instance(text)
    assert found is not None
    assert found.measures == {"n": 3, "m": 0, "b": 0}
    assert breaks(text, found.instance.value)


def test_claims_are_told_where_measures_leave_sizes_open() -> None:
    text = """problem Pair "two sets of one size"
  instance W : set of labels
           X : set of labels
  measures q = |W|
  witness  N : subset of X
  accepts  |N| = 1
reduction Pair -> ExactCover
  given    z
  labels   i(a : z.X), u
  target   universe = {u}
           index    = { i(a) | a in z.X }
           family   = { i(a) -> {u} | a in z.X }
  forward  N -> C = { i(a) | a in N }
  backward C -> N = { a | i(a) in C }
  claims   target.n <= 1
"""
    made = standard().with_texts([Source("pair.red", text)]).reduction("Pair:ExactCover")
    evidence = audit_chain(Chain(made.source, (made,)), {"q": 1})
    assert "|X|" in evidence.finding("sizes").says
    out = StringIO()
    show_evidence(evidence, Console(file=out, width=200))
    assert "target.n <= 1: largest seen 1 of 1, attained" in out.getvalue()
