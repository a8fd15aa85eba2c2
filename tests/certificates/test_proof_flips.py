"""A proof for all sizes that is changed anywhere is no proof, nor is one of another text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from certify.certificates import checker
from certify.certificates.checked import CheckVerdict
from certify.certificates.checker import ProofCheck, counting_variables
from certify.certificates.documents import canonical, digest
from certify.certificates.verification import Verification, check_bytes, deeply
from certify.core import core_hash, core_json
from certify.library import standard
from certify.proving.found_proofs import proof_of, proved_by
from certify.proving.search import WORK
from tests.certificates.proof_gate import unlimited
from tests.formulas.test_gate import CYCLIC, TRANSLATED, reduction_in
from tests.test_audit_texts import WRONG, header

QUICK = "Clique:IndependentSet"
SMALL = WORK[:2]
"""The work for texts that are wrong: enough for most of what the library's own texts need."""


@cache
def document(name: str) -> Any:
    """Return the certificate of a reduction of the library."""
    found = proof_of(standard().reduction(name))
    assert found is not None
    return found


def verified(changed: Any) -> Verification:
    """Return what the checker says, the hash made right."""
    return check_bytes((canonical({**changed, "hash": digest(changed)}) + "\n").encode())


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the places of a document at which there is no list or object."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*at, key))
    else:
        yield at


def other(value: Any) -> Any:
    """Return another value of the same kind."""
    return value + 1 if isinstance(value, int) else f"{value}x"


def flipped(whole: Any, at: tuple[Any, ...]) -> Any:
    """Return a document with another value in one place."""
    changed = deepcopy(whole)
    inner = changed
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = other(inner[at[-1]])
    return changed


def test_some_values_of_a_proof_matter() -> None:
    _flips(QUICK, 7)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "stride"),
    [
        (QUICK, 1), ("IndependentSet:VertexCover", 1), ("SubsetSum:OneNeuronDNNT", 1), ("ThreeSAT:IndependentSet", 1),
        ("TwoLayerDNNT:DNNT", 11),
    ],
)  # fmt: skip
def test_every_value_of_a_proof_matters(name: str, stride: int) -> None:
    _flips(name, stride)


def _flips(name: str, stride: int, part: str = "") -> None:
    """Change every value, one of `stride`, or of a part of goals only.

    A literal of a learnt clause may be changed to another that follows, and a bound to one that serves as well.
    A sentence may be stated twice.
    """
    whole = document(name)
    assert verified(whole).verdict is CheckVerdict.HOLES
    for at in [at for at in places(whole["proof"], ("proof",)) if not part or part in at][::stride]:
        step = whole
        for key in at[:5]:
            step = step[key]
        if "steps" in at and step[0] in ("clause", "bound", "arithmetic") and at[5] > 0:
            continue
        found = verified(flipped(whole, at)).verdict
        assert found is CheckVerdict.INVALID or (at[3::2] == ("instances", 1) and _stated_twice(whole, at)), at


def _stated_twice(whole: Any, at: tuple[Any, ...]) -> bool:
    """Return whether the sentence after that of an instance says the same, for the same terms."""
    work = unlimited()
    with deeply(), counting_variables(work, 1 << 40):
        checking, goal = ProofCheck(checker.Reduction(whole["core"], "core", work), work), whole["proof"]["goals"][at[2]]
        source, number, terms = goal["instances"][at[4]]
        sentences = checking.sources.sentences(checking.statements.goals[at[2]], source)
        read = [checker.read_term(t, "test") for t in terms]
        one, other = (checker.instance(sentences[n], read, "test") for n in (number, number + 1))
        return set(checker.parts(one, "or")) == set(checker.parts(other, "or"))


def test_a_proof_without_an_instance_is_none() -> None:
    whole = document(QUICK)
    for i, goal in enumerate(whole["proof"]["goals"][1:3], 1):
        for k in range(len(goal["instances"])):
            changed = deepcopy(whole)
            del changed["proof"]["goals"][i]["instances"][k]
            assert verified(changed).verdict is CheckVerdict.INVALID
        changed = deepcopy(whole)
        changed["proof"]["goals"][i] = None
        assert verified(changed).verdict is CheckVerdict.INVALID, "it does not prove what it says"
        changed["proves"].remove(goal["obligation"])
        said = verified(changed)
        assert said.verdict is CheckVerdict.HOLES
        assert f"open: {goal['obligation']}, 1 goals" in said.holes


@pytest.mark.parametrize("multiples", [[-1, -1], [0, 0], [1], []])
def test_arithmetic_needs_positive_multiples(multiples: list[int]) -> None:
    whole = deepcopy(document(QUICK))
    steps = next(s for g in whole["proof"]["goals"] for s in [g["steps"]] if any(t[0] == "arithmetic" for t in s))
    step = next(t for t in steps if t[0] == "arithmetic")
    step[2] = multiples
    assert verified(whole).verdict is CheckVerdict.INVALID


def test_what_is_no_proof_is_refused() -> None:
    whole = document(QUICK)
    nothing = {"goals": [None] * len(whole["proof"]["goals"])}
    assert (
        "ward" not in verified({**whole, "proof": nothing, "proves": ["parsimonious"]}).reach
    )  # that it is parsimonious holds without an argument
    for changed in ({"proof": {"goals": []}}, {"proof": None}, {"subject": "A:B"}, {"core_hash": "0"}, {"more": 1}):
        assert verified({**whole, **changed}).verdict is CheckVerdict.INVALID
    goal = whole["proof"]["goals"][0]
    for steps in (
        [["clause", [7**9]]], [["guess"]], [["congruence", 1, 2]], [["equality", [-1]]], [[]], None,
        [["bound", ["lin", 0, []], 1]], [["bound", ["f", "a", "b", []], 1]], [["congruence", ["f", "a", "b", []], 2]],
    ):  # fmt: skip
        changed = {"goals": [{**goal, "steps": steps}, *whole["proof"]["goals"][1:]]}
        assert verified({**whole, "proof": changed}).verdict is CheckVerdict.INVALID
    for instance in (
        [["goal"], 0, [["f", "a", "b"]]], [["known", -1], 0, []], [["axiom", True], 0, []], [["monotone", "sum!0"], 0, []],
        [[], 0, []], [["known", 0], 99, []], [["short", "sum!0"], 0, []], [["strict", "zero", "zero"], 0, []],
        [[["goal"]], 0, []],
        [["monotone", ["sum!0"], 1], 0, []], [["fubini0", "sum!0.inner"], 0, []], [["counted", "sum!0.inner9"], 0, []],
    ):  # fmt: skip
        changed = {"goals": [{**goal, "instances": [instance]}, *whole["proof"]["goals"][1:]]}
        assert verified({**whole, "proof": changed}).verdict is CheckVerdict.INVALID


@pytest.mark.slow
def test_what_is_used_of_a_lemma_must_have_been_shown() -> None:
    """Without the proof of one half of an induction its conclusion is no formula, nor is a lemma without its proof."""
    whole = document("HamiltonianPath:HamiltonianCycle")
    goals = [g or {"obligation": "", "instances": []} for g in whole["proof"]["goals"]]
    sources = [[item[0] for item in g["instances"]] for g in goals]
    shown = [i for i, g in enumerate(goals) if g["obligation"] == "lemma"]
    halves = shown[: shown.index(next(i for i in shown if i + 1 in shown)) + 2]
    used = [i for i, found in enumerate(sources) if any(s[0] == "follows" for s in found)]
    assert used
    for i in shown:
        changed = deepcopy(whole)
        changed["proof"]["goals"][i] = None
        if i in halves or any(["lemma", i] in found for found in sources):
            assert verified(changed).verdict is CheckVerdict.INVALID
    goal = goals[used[0]]
    for source in (["lemma", 0], ["lemma", used[0]], ["lemma", True], ["lemma", None], ["follows", "appended!0", "v!~", 2],
                   ["follows", "appended!0", "w!~", 1], ["follows", "appended!0"], ["follows", [], {}, 1]):  # fmt: skip
        changed = deepcopy(whole)
        changed["proof"]["goals"][used[0]] = {**goal, "instances": [[source, 0, []], *goal["instances"]]}
        assert verified(changed).verdict is CheckVerdict.INVALID, source


@pytest.mark.slow
@pytest.mark.parametrize("name", CYCLIC)
def test_some_values_of_proofs_about_cycles_matter(name: str) -> None:
    _flips(name, 41, "instances")


def test_terms_have_the_sorts_of_the_sentences() -> None:
    """A number in the place of a label, and one symbol with two sorts."""
    whole = deepcopy(document(QUICK))
    item = next(item for goal in whole["proof"]["goals"] for item in goal["instances"] if item[2] and item[2][0][0] == "f")
    label = item[2][0]
    for term in (["lin", 0, []], ["f", "c", "another home", []], ["f", "k", label[2], []], ["f", "k", "Int", []]):
        item[2][0] = term
        assert verified(whole).verdict is CheckVerdict.INVALID
    item[2][0] = label
    assert verified(whole).verdict is CheckVerdict.HOLES


def _of_another_text(path: Path) -> None:
    """The proof of the library's text does not prove what a wrong text says."""
    wrong = reduction_in(path)
    if wrong.name not in {*TRANSLATED, *CYCLIC}:  # nothing is proved of the library's text
        return
    _, _, obligation = header(path).lines["expect"].partition(" ")
    core = json.loads(json.dumps(core_json(wrong)))
    said = verified({**document(wrong.name), "core": core, "core_hash": core_hash(wrong)})
    assert said.verdict is CheckVerdict.INVALID or obligation not in said.reach.partition(": ")[2].split(", ")


@pytest.mark.parametrize("path", [p for p in WRONG if p.stem == "independentset_to_clique_loops"], ids=lambda path: path.stem)
def test_a_proof_proves_no_wrong_text(path: Path) -> None:
    _of_another_text(path)
    _left_open(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_no_wrong_text_is_proved(path: Path) -> None:
    _left_open(path)
    _of_another_text(path)


def test_a_number_of_witnesses_is_not_proved_where_the_maps_are_wrong() -> None:
    """Every goal of `counts` is shown, and one of `backward` cannot be."""
    path = next(p for p in WRONG if p.stem == "subsetsum_to_partition_counts_one_side")
    found = proof_of(reduction_in(path), work=SMALL[:1])
    assert found is not None
    shown = [g["obligation"] for g in found["proof"]["goals"] if g is not None]
    assert "counts" in shown
    assert not {"counts", "backward"} & (proved_by(found) | {*found["proves"]})
    assert verified({**found, "proves": sorted([*found["proves"], "counts"])}).verdict is CheckVerdict.INVALID


def _left_open(path: Path) -> None:
    verdict, _, obligation = header(path).lines["expect"].partition(" ")
    found = proof_of(reduction_in(path), work=SMALL)
    assert verdict == "refuted"
    assert found is None or obligation not in proved_by(found)
