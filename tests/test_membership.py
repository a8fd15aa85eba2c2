"""`one of part`, and a part used as a type: values outside are no instances.  Names that are never used are reported."""

from __future__ import annotations

from itertools import chain, combinations, product
from pathlib import Path

from certify.generate.enumeration import instances
from certify.generate.random_instances import larger_instances
from certify.semantics.interpreter import ProblemMeaning
from tests.conftest import Certify
from tests.texts import problem

TEXT = """type choice over X = neither or chosen(X)

problem Member "Members of a part"
  instance item : set of labels
           part : subset of item
           x    : one of part
           rank : map from part to choice over part
  measures n = |item|
  witness  S : subset of item
  accepts  x in S
"""


def test_enumeration_is_what_the_type_says() -> None:
    found = list(instances(problem(TEXT, "Member"), {"n": 2}))
    counted = 0
    for n in range(3):
        for part in chain.from_iterable(combinations(range(n), k) for k in range(n + 1)):
            values = [(0,), *((1, v) for v in part)]
            maps = sum(len(list(product(values, repeat=k))) for k in range(len(part) + 1) for _ in combinations(part, k))
            counted += len(part) * maps
    assert len(set(found)) == len(found) == counted > 10


def test_larger_instances_keep_to_it() -> None:
    of = problem(TEXT, "Member")
    meaning = ProblemMeaning(of)
    found = list(larger_instances(of, sizes=(4, 6)))
    assert max(len(x[0]) for x in found) >= 6
    for _, part, x, rank in found:
        assert x in part
        assert set(rank) <= part
        assert all(choice[1] in part for choice in rank.values() if choice[0] == 1)
    assert all(meaning.valid(x) for x in found)


def test_what_lies_outside_is_refused(certify: Certify, tmp_path: Path) -> None:
    text, instance = tmp_path / "member.red", tmp_path / "instance.json"
    text.write_text(TEXT, encoding="utf-8")
    instance.write_text('{"item": ["a", "b"], "part": ["a"], "x": "b", "rank": {}}', encoding="utf-8")
    said = certify("solve", "Member", instance, "--use", text)
    assert said.code == 2
    assert "it violates `x : one of part`" in said.err


def test_names_bound_for_nothing_are_told(certify: Certify, tmp_path: Path) -> None:
    text = tmp_path / "spare.red"
    spare = "  let      spare = 3\n  accepts  every i in item, _j in item, _ in item: x in S\n"
    text.write_text(TEXT.replace("  accepts  x in S\n", spare), encoding="utf-8")
    said = certify("check", text)
    assert said.code == 0
    assert f"{text}:10:12: note: `spare` is bound and never used" in said.out
    (row,) = certify("check", text, "--json").json["result"]
    assert [n["name"] for n in row["unused"]] == ["spare", "i"]
