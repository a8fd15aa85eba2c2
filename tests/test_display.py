"""What notebooks show: short in print, well-formed and escaped as HTML, without a network, legible without the pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import certify
from certify.display.formulas import bound, formula
from certify.library import standard
from certify.reports.typesetting import typeset

WRONG = """reduction IndependentSet -> VertexCover
  "Wrong: k stays <b>as it is</b>."
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
"""
HOSTILE = ["<script>alert(1)</script>", '"&amp;', "a & b"]


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("wrong") / "wrong.red"
    path.write_text(WRONG, encoding="utf-8")
    with pytest.warns(certify.HidingWarning):
        return certify.load(path)


@cache
def objects() -> Mapping[str, Any]:
    vc, r, c = certify.problem("vc"), certify.reduction("is", "vc"), certify.chain("3sat", "vc")
    x = vc.instance({"G": {"vertices": HOSTILE, "edges": [HOSTILE[:2]]}, "k": 1})
    answer, images = vc.solve(x), c.map([[1, -2], [2]])
    refused = certify.problem("3sat").solve([[1], [-1], [1, 2]])
    along, evidence = c.solve([[1, -2]]), r.audit({"n": 1, "m": 0, "b": 1}, effort="quick")
    return {
        "problem": vc, "its core": vc.problem, "library": vc.library, "instance": x, "answer": answer, "solution": answer.found,
        "certificate of an answer": answer.certificate, "optimum": vc.optimum(x), "the best": vc.optimum(x).found,
        "evidence": evidence, "region": evidence.region, "images": images, "image": images.images[0], "last": images[-1],
        "reduction": r, "core of a reduction": r.reduction, "core of a chain": c.chain, "chain": c, "picture": x.draw(),
        "verdict": vc.verify(x, set(HOSTILE)), "bounds": vc.bounds(), "bounds of images": r.bounds(),
        "certificate": r.certificate(), "answer along a chain": along,
        "evidence of a chain": along.evidence,
        "stages": along.found.stages, "proof": r.prove()[0],
        "answer no": refused, "reason": refused.why(),
    }  # fmt: skip


def test_every_repr_is_short() -> None:
    long = {name: len(repr(thing)) for name, thing in objects().items() if len(repr(thing)) > 200}
    assert long == {}
    assert not [name for name, thing in objects().items() if "\n" in repr(thing)]


class Balance(HTMLParser):
    """Checks that elements are closed, and keeps what matters for readers."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("br", "hr", "img", "use", "stop"):
            self.opened.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def assert_good(page: str) -> None:
    found = Balance()
    found.feed(page)
    assert found.opened == []
    outside = re.sub(r'xmlns(:\w+)?="[^"]*"|<!DOCTYPE[^>]*>', "", page)
    assert not re.search(r"(src|href)\s*=\s*\"https?:|@import|url\(", outside), "no network"
    assert not any(tag == "script" and "alert" in page for tag, _ in found.seen)
    assert all(attrs.get("role") == "img" and attrs.get("aria-label") for tag, attrs in found.seen if tag == "svg")
    assert all(attrs.get("scope") for tag, attrs in found.seen if tag == "th")


SHOWN = (
    "problem", "reduction", "chain", "instance", "images", "answer", "answer along a chain", "answer no", "reason", "optimum",
    "evidence",
    "certificate of an answer", "certificate", "picture",
)  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_is_well_formed(name: str) -> None:
    page = objects()[name]._repr_html_()
    assert_good(page)
    assert 'class="certify-page"' in page


def test_names_are_escaped() -> None:
    page = objects()["answer"]._repr_html_()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_refutation_is_shown_with_its_picture(wrong: Any) -> None:
    page = wrong.audit({"n": 2, "m": 1, "b": 1}, effort="quick")._repr_html_()
    assert_good(page)
    assert "✗ refuted" in page
    assert 'aria-label="A counterexample to' in page
    assert "&lt;b&gt;as it is&lt;/b&gt;" in wrong._repr_html_()
    assert "none" in wrong._repr_html_(), "there is no evidence for it"


def reading(shown: str) -> str:
    """Return what is read of a formula: the characters, without those that are not seen."""
    return re.sub(r"<[^>]*>|[\N{FUNCTION APPLICATION}\N{INVISIBLE TIMES}]", "", shown)


def test_formulas_read_as_they_are_written() -> None:
    library = standard()
    lines = [line for s in typeset(library.reduction("Clique:VertexCover")) for item in s.items for _, line in item]
    assert "S↦S′={old(v)|v∈V(G)wherev∉S}" in [reading(formula(line)) for line in lines]
    shown = formula(next(line for s in typeset(library.problem("Knapsack")) for i in s.items for _, line in i if r"\ge" in line))
    assert '<munder><mo movablelimits="false">∑</mo><mrow><mi>i</mi><mo>∈</mo><mi>S</mi></mrow></munder>' in shown
    assert reading(shown) == "∑i∈Sworth[i]≥goal"
    assert '<mo form="prefix">|</mo><mi>x</mi><mo form="postfix">|</mo>' in formula("$|x|$")
    assert reading(formula(r"$-1<2$")) == "\N{MINUS SIGN}1&lt;2"


def test_bounds_are_formulas_and_their_words_are_not() -> None:
    assert reading(bound("7*m^2*n + 3 more terms")) == "7m2n+ 3 more terms"
    assert "<msup><mn>2</mn><mrow><mi>L</mi><mo>+</mo><mn>1</mn></mrow></msup>" in bound("2^(L + 1)*n")
    assert bound("m, with no negative coefficient").endswith("</math>, with no negative coefficient</span>")
    assert bound("size <= n or 3").count("<math>") == 2
    assert bound(" + ".join(["bits(m)*n"] * 20)).count("<math>") > 2, "a long one can be broken"
    assert_good(bound("(((a^(b) <"))


def test_a_certificate_is_still_json() -> None:
    document = objects()["certificate"]
    assert json.loads(json.dumps(document)) == document
    assert isinstance(document, dict)


def test_evidence_is_still_evidence(tmp_path: Path) -> None:
    evidence = objects()["evidence"]
    assert evidence.json()["verdict"] == evidence.verdict == "exhausted"
    assert evidence.finding("backward").verdict == "exhausted"
